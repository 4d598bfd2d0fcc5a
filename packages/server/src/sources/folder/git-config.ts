/** What a checkout's own files say, without running git: the remote, the branch, the commit. */
import { readFile, realpath } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import { parseRepositoryUrl, type RepositoryAddress } from '../scm/repository-url.ts';
import type { CommitInfo } from '../source.ts';

const inflateBytes = promisify(inflate) as (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>;

/** A folder that git keeps. */
export interface Checkout {
  /** Top folder of the working tree, all links followed. */
  top: string;
  /** Where its `HEAD` is. */
  gitFolder: string;
  /** Where `config` and the references are; another one than `gitFolder` in a linked working tree. */
  commonFolder: string;
  /** The host that `origin` leads to. */
  remote?: RepositoryAddress;
}

/** The checkout whose top is `folder`. */
export async function checkoutAt(folder: string): Promise<Checkout | undefined> {
  const gitFolder = await gitFolderOf(folder);
  if (!gitFolder) return undefined;
  const common = await textOf(join(gitFolder, 'commondir'));
  const commonFolder = common ? resolve(gitFolder, common.trim()) : gitFolder;
  const config = await textOf(join(commonFolder, 'config'));
  if (config === undefined) return undefined;
  const url = originUrl(config);
  const remote = url ? parseRepositoryUrl(url) : undefined;
  return { top: await realpath(folder), gitFolder, commonFolder, ...(remote ? { remote } : {}) };
}

/** The checkout that `folder` lies in: its own or one above. */
export async function enclosingCheckout(folder: string): Promise<Checkout | undefined> {
  for (let current = folder; ; current = dirname(current)) {
    const checkout = await checkoutAt(current);
    if (checkout || current === dirname(current)) return checkout;
  }
}

/** Branch and commit that are checked out; no branch when the head is detached. */
export async function headOf(checkout: Checkout): Promise<{ branch?: string; commit?: CommitInfo }> {
  const head = (await textOf(join(checkout.gitFolder, 'HEAD')))?.trim() ?? '';
  const reference = /^ref: (refs\/\S+)$/.exec(head)?.[1];
  const id = reference ? await resolveReference(checkout, reference) : head;
  const branch = reference?.startsWith('refs/heads/') ? reference.slice('refs/heads/'.length) : undefined;
  return { ...(branch ? { branch } : {}), ...(id && isCommit(id) ? { commit: await commitInfo(checkout, id) } : {}) };
}

async function gitFolderOf(folder: string): Promise<string | undefined> {
  const git = join(folder, '.git');
  if ((await textOf(join(git, 'HEAD'))) !== undefined) return git;
  const link = /^gitdir: (.+)$/m.exec((await textOf(git)) ?? '')?.[1];
  return link ? resolve(folder, link.trim()) : undefined;
}

function originUrl(config: string): string | undefined {
  let section = '';
  for (const line of config.split('\n')) {
    section = /^\s*\[(.+)\]\s*$/.exec(line)?.[1] ?? section;
    const value = section === 'remote "origin"' ? /^\s*url\s*=\s*(.+?)\s*$/.exec(line)?.[1] : undefined;
    if (value) return value.replace(/^"(.*)"$/, '$1');
  }
  return undefined;
}

async function resolveReference(checkout: Checkout, reference: string): Promise<string | undefined> {
  if (reference.split('/').includes('..')) return undefined;
  const loose = (await textOf(join(checkout.commonFolder, reference)))?.trim();
  if (loose) return loose;
  const packed = (await textOf(join(checkout.commonFolder, 'packed-refs'))) ?? '';
  return packed
    .split('\n')
    .find((line) => line.endsWith(` ${reference}`))
    ?.split(' ')[0];
}

/** Author, time and message where the commit stands in a file of its own; of packed ones only the id is told. */
async function commitInfo(checkout: Checkout, id: string): Promise<CommitInfo> {
  try {
    const file = join(checkout.commonFolder, 'objects', id.slice(0, 2), id.slice(2));
    const text = (await inflateBytes(await readFile(file), { maxOutputLength: 1_000_000 })).toString('utf8');
    const [, author, seconds] = /^author (.*?) <[^>]*> (\d+)/m.exec(text) ?? [];
    const message = text.slice(text.indexOf('\n\n') + 2).split('\n')[0];
    return {
      id,
      ...(author ? { author } : {}),
      ...(seconds ? { at: new Date(Number(seconds) * 1000).toISOString() } : {}),
      ...(message ? { message } : {}),
    };
  } catch {
    // Packed, or not readable: the id alone is worth telling.
    return { id };
  }
}

function isCommit(text: string): boolean {
  return /^[0-9a-f]{40}([0-9a-f]{24})?$/.test(text);
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    // Not there, or nothing to read: the same to whoever asks.
    return undefined;
  }
}
