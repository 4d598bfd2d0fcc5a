/** A repository that git can reach: over https, ssh, git, or on this machine. */
import { basename, dirname } from 'node:path';
import { checkGlobs } from '../globs.ts';
import { repositoryWebUrl } from '../scm/scm-url.ts';
import type {
  Proposal,
  ProposedCommit,
  RepositoryHandle,
  ScanHint,
  Source,
  SourceEnvironment,
  SourceSpec,
} from '../source.ts';
import { Clone, cloneFolder } from './clone.ts';
import { GitSnapshot, matchingFiles, readCommit } from './git-snapshot.ts';
import { commitFile } from './commit-file.ts';
import { Remote, type RemoteHead } from './remote.ts';
import { parseGitTarget } from './target.ts';

const DESCRIPTORS = ['**/*.yaml', '**/*.yml'];

export function openGitSource(spec: SourceSpec, environment: SourceEnvironment): Source {
  const { integrations, limits, cacheFolder } = environment;
  const { descriptors = DESCRIPTORS, exclude = [] } = spec.options;
  checkGlobs([...descriptors, ...exclude]);
  const target = parseGitTarget(spec);
  const folder = cloneFolder(cacheFolder, target.url);
  const remote = new Remote(target, spec.options, environment, dirname(folder));
  const clone = new Clone(folder, remote);
  const { address } = target;
  const url = address && repositoryWebUrl(address, integrations);
  const name =
    spec.options.name ?? (address ? `${address.owner}/${address.name}` : basename(target.url).replace(/\.git$/, ''));

  async function open(head: RemoteHead) {
    const state = await clone.update(head, (files) => matchingFiles(files, descriptors, exclude));
    const commit = (await readCommit(clone, [state.commit])) ?? { id: state.commit };
    const branch = head.reference.replace('refs/heads/', '');
    return new GitSnapshot({ clone, target, state, commit, branch, limits, integrations });
  }

  async function propose(_repository: string, proposal: Proposal): Promise<ProposedCommit> {
    const head = await remote.head();
    const {
      commit: base,
      files,
      missing,
    } = await clone.update(head, (all) => all.filter(({ path }) => path === proposal.path));
    const content = files.find(({ path }) => path === proposal.path);
    if (content && missing.has(content.id)) await clone.fetchContents([content.id]);
    const commit = await commitFile((command) => clone.run(command), base, proposal.path, proposal);
    await clone.push(commit, `refs/heads/${proposal.branch}`);
    return { branch: proposal.branch, commit };
  }

  return {
    ...(spec.options.proposals && { propose }),
    origin: url ? `url:${url}` : `file:${target.url}`,
    async scan(hint: ScanHint = {}) {
      if (hint.repositories && !hint.repositories.includes(name)) return { complete: false, repositories: [] };
      const head = await remote.head();
      const repository: RepositoryHandle = { name, ...(url ? { url } : {}), head: head.commit, open: () => open(head) };
      return { complete: !hint.repositories, repositories: [repository] };
    },
  };
}
