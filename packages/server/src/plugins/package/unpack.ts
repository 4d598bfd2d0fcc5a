/** Taking apart the file of a packed plugin, which may come from anywhere. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { extract, type ReadEntry } from 'tar';
import { CallboardError } from '@callboard/core';
import { readNote } from '../build/build-plugin.ts';
import { findPlugins, type FoundPlugin } from '../manifest.ts';

/** The folder that all files of a package of npm lie in. */
export const LAYER = 'package';
/** Bytes that a file of a plugin, and what comes out of it, may have. */
export const LARGEST_PACKAGE = 10_000_000;
const LARGEST_CONTENT = 100 * 2 ** 20;
const MOST_FILES = 2000;

/** Name of a package by its content. */
function packageHash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * Unpacks a plugin, once.
 * @param folder for packages, each in a folder of the name of its hash
 * @throws {CallboardError} `input-invalid` when it is no packed plugin, or has more in it than a plugin may
 */
export async function unpackPlugin(bytes: Uint8Array, folder: string): Promise<FoundPlugin & { hash: string }> {
  const hash = packageHash(bytes);
  const place = join(folder, hash);
  if (!existsSync(place)) {
    const draft = `${place}.${process.pid}.part`;
    await rm(draft, { recursive: true, force: true });
    await mkdir(draft, { recursive: true, mode: 0o700 });
    try {
      await unpack(bytes, draft);
      check(draft);
      await rename(draft, place).catch((error: unknown) => {
        // Somebody else was first.
        if (!existsSync(place)) throw error;
      });
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  }
  return { ...check(place), hash };
}

async function unpack(bytes: Uint8Array, folder: string): Promise<void> {
  if (bytes.length > LARGEST_PACKAGE)
    throw refusal(`it has ${bytes.length} bytes, more than the ${LARGEST_PACKAGE} that a plugin may have`);
  let files = 0;
  let size = 0;
  let trouble: string | undefined;
  const filter = (path: string, entry: unknown) => {
    const { type, size: entrySize } = entry as ReadEntry;
    files += 1;
    size += entrySize;
    if (type !== 'File' && type !== 'OldFile' && type !== 'Directory') trouble ??= `${path} is a ${type}`;
    if (path.split('/').includes('..') || path.startsWith('/')) trouble ??= `${path} leads out of it`;
    if (files > MOST_FILES) trouble ??= `it has more than ${MOST_FILES} files`;
    if (size > LARGEST_CONTENT) trouble ??= `it unpacks to more than ${LARGEST_CONTENT} bytes`;
    return trouble === undefined && path.startsWith(`${LAYER}/`);
  };
  try {
    const out = extract({ cwd: folder, strip: 1, filter, strict: true, noChmod: true, preserveOwner: false });
    await pipeline(Readable.from([bytes]), out);
  } catch (error) {
    throw refusal(trouble ?? `it cannot be unpacked: ${(error as Error).message}`);
  }
  if (trouble) throw refusal(trouble);
}

/** @throws unless the folder holds a plugin that can run */
function check(folder: string): FoundPlugin {
  const [plugin] = findPlugins(folder);
  if (!plugin?.manifest) throw refusal(plugin?.problem ?? 'there is no plugin.yaml in it');
  const hasCode = plugin.manifest.server ?? plugin.manifest.web;
  if (hasCode && !readNote(folder)) throw refusal('it holds source code: pack it with "callboard plugin pack"');
  return plugin;
}

function refusal(reason: string): CallboardError {
  return new CallboardError('input-invalid', `This is not a plugin that can be installed: ${reason}`);
}
