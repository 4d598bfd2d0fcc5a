/** One changed file as a commit on top of another, made without a working tree and without an index. */
import { SourceError } from '../source-error.ts';
import type { Proposal } from '../source.ts';
import type { GitSetting } from './run-git.ts';

export interface GitCommand {
  args: readonly string[];
  input?: string;
  settings?: readonly GitSetting[];
}

/** Runs git in one repository. @returns standard output. @throws {SourceError} */
export type Git = (command: GitCommand) => Promise<Buffer>;

/** Who makes commits; the person who proposed is their author. */
const COMMITTER = { name: 'Callboard', email: 'callboard@localhost' };

/**
 * Makes the commit. Nothing refers to it yet.
 * @param path from the root of the repository
 * @throws {SourceError} `conflict` when the file is not as the proposal takes it to be
 */
export async function commitFile(git: Git, base: string, path: string, proposal: Proposal): Promise<string> {
  const names = path.split('/');
  const file = names.pop()!;
  const folders = names.map((_, index) => names.slice(0, index + 1).join('/'));
  const listings = [];
  for (const folder of ['', ...folders]) listings.push({ folder, entries: await entriesOf(git, base, folder) });

  const before = listings.at(-1)!.entries.find((entry) => entry.name === file);
  if (!before || before.type !== 'blob' || before.mode === '120000')
    throw outdated(path, 'it is not in the last commit');
  const committed = (await git({ args: ['cat-file', 'blob', before.id] })).toString('utf8');
  if (committed !== proposal.before) throw outdated(path, 'it differs from the last commit');

  let id = await idFrom(git, { args: ['hash-object', '-w', '--stdin'], input: proposal.after });
  let changed = file;
  for (const { folder, entries } of listings.reverse()) {
    const tree = entries.map((entry) => ({ ...entry, id: entry.name === changed ? id : entry.id }));
    const input = tree.map(({ mode, type, id: entry, name }) => `${mode} ${type} ${entry}\t${name}\0`).join('');
    id = await idFrom(git, { args: ['mktree', '-z', '--missing'], input });
    changed = folder.split('/').at(-1)!;
  }
  return idFrom(git, {
    args: ['commit-tree', id, '-p', base, '-F', '-'],
    input: `${proposal.message}\n`,
    settings: peopleOf(proposal),
  });
}

interface TreeEntry {
  mode: string;
  type: string;
  id: string;
  name: string;
}

async function entriesOf(git: Git, commit: string, folder: string): Promise<TreeEntry[]> {
  const listing = await git({ args: ['ls-tree', '-z', '--full-tree', folder ? `${commit}:${folder}` : commit] });
  return listing
    .toString('utf8')
    .split('\0')
    .filter(Boolean)
    .map((line) => {
      const tab = line.indexOf('\t');
      const [mode = '', type = '', id = ''] = line.slice(0, tab).split(' ');
      return { mode, type, id, name: line.slice(tab + 1) };
    });
}

async function idFrom(git: Git, command: GitCommand): Promise<string> {
  return (await git(command)).toString('utf8').trim();
}

/** Names go into a header of the commit: what would end it is left out. */
function peopleOf({ author }: Proposal): GitSetting[] {
  const plain = (text: string) => text.replace(/[<>\p{Cc}]/gu, '').trim();
  return [
    { name: 'author.name', value: plain(author.name) || COMMITTER.name },
    { name: 'author.email', value: plain(author.email ?? '') || COMMITTER.email },
    { name: 'committer.name', value: COMMITTER.name },
    { name: 'committer.email', value: COMMITTER.email },
  ];
}

function outdated(path: string, why: string): SourceError {
  return new SourceError(
    'conflict',
    `${path} cannot be changed from here: ${why}.`,
    'Commit or undo what was changed in the file, wait until it has been read again, and propose once more.',
  );
}
