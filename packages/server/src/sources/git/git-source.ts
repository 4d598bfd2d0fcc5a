/** A repository that git can reach: over https, ssh, git, or on this machine. */
import { basename, dirname } from 'node:path';
import { checkGlobs } from '../globs.ts';
import { repositoryWebUrl } from '../scm/scm-url.ts';
import type { RepositoryHandle, ScanHint, Source, SourceEnvironment, SourceSpec } from '../source.ts';
import { Clone, cloneFolder } from './clone.ts';
import { GitSnapshot, matchingFiles, readCommit } from './git-snapshot.ts';
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

  return {
    origin: url ? `url:${url}` : `file:${target.url}`,
    async scan(hint: ScanHint = {}) {
      if (hint.repositories && !hint.repositories.includes(name)) return { complete: false, repositories: [] };
      const head = await remote.head();
      const repository: RepositoryHandle = { name, ...(url ? { url } : {}), head: head.commit, open: () => open(head) };
      return { complete: !hint.repositories, repositories: [repository] };
    },
  };
}
