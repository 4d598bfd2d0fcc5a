/** Proposals in a folder that git keeps: a branch in its repository; what is checked out stays as it is. */
import { dirname, join, relative, sep } from 'node:path';
import { realpath } from 'node:fs/promises';
import { commitFile, type Git } from '../git/commit-file.ts';
import { cloneFailure } from '../git/failures.ts';
import { runGit } from '../git/run-git.ts';
import type { Proposal, ProposedCommit } from '../source.ts';
import { SourceError } from '../source-error.ts';
import { headOf, type Checkout } from './git-config.ts';

const TIMEOUT = 60_000;

/**
 * @param folder of the repository as harvests see it; the checkout may begin above it
 * @throws {SourceError}
 */
export async function proposeInCheckout(
  checkout: Checkout | undefined,
  folder: string,
  proposal: Proposal,
): Promise<ProposedCommit> {
  if (!checkout) throw notGit(folder);
  const git = gitIn(checkout);
  const { commit } = await headOf(checkout);
  if (!commit) throw notGit(folder);
  const path = relative(checkout.top, join(await realpath(folder), proposal.path))
    .split(sep)
    .join('/');
  const made = await commitFile(git, commit.id, path, proposal);
  const branch = `refs/heads/${proposal.branch}`;
  const known = await git({ args: ['for-each-ref', '--format=%(objectname)', branch] });
  if (known.length) throw branchExists(proposal.branch);
  // The empty old value: only where there is still no such branch.
  await git({ args: ['update-ref', branch, made, ''] });
  return { branch: proposal.branch, commit: made };
}

function gitIn(checkout: Checkout): Git {
  return async ({ args, input, settings = [] }) => {
    const result = await runGit({
      args: [`--git-dir=${checkout.commonFolder}`, ...args],
      cwd: dirname(checkout.commonFolder),
      settings,
      timeoutMs: TIMEOUT,
      ...(input === undefined ? {} : { input }),
    });
    if (result.code !== 0) throw cloneFailure(checkout.top, result.timedOut ? 'fatal: git is too slow' : result.stderr);
    return result.stdout;
  };
}

function branchExists(branch: string): SourceError {
  return new SourceError(
    'conflict',
    `There is a branch ${branch} already.`,
    'Choose another name, or remove the old branch.',
  );
}

function notGit(folder: string): SourceError {
  return new SourceError(
    'not-allowed',
    `${folder} is no repository of git with a commit.`,
    'Copy the change and make it in the file.',
  );
}
