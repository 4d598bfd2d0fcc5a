/** Where plugins keep what only saves time. Each build and each database has a folder of its own; the ones of others are deleted. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PluginCache } from '@callboard/plugin/server';
import { databaseId } from '../storage/database-id.ts';
import type { Database } from '../storage/database.ts';
import { codeHash } from './code-hash.ts';

/** What every plugin's own code builds upon. */
const CODE = ['core/src', 'plugin/src'].map((folder) => join(import.meta.dirname, '../../..', folder));

export interface PluginCachesOptions {
  folder: string;
  database: Database;
  /** Folder of a plugin's code. */
  folderOf(plugin: string): string | undefined;
}

/** The caches of all plugins, each of which comes back to the same code on the same database. */
export function pluginCaches({ folder, database, folderOf }: PluginCachesOptions): (id: string) => PluginCache {
  return (id) =>
    createPluginCache({
      folder: join(folder, id),
      key: async () => {
        const code = folderOf(id);
        return `${codeHash([...CODE, ...(code === undefined ? [] : [code])])} ${await databaseId(database)}`;
      },
    });
}

export interface PluginCacheOptions {
  /** The plugin's own; all that is in it may be deleted at any time. */
  folder: string;
  /** Tells what the content depends on: under another key nothing comes back. */
  key(): Promise<string>;
}

const NAME = /^[a-z0-9][a-z0-9-]{0,63}$/;

export function createPluginCache({ folder, key }: PluginCacheOptions): PluginCache {
  let current: Promise<string> | undefined;
  let tidied = false;
  const currentFolder = () => (current ??= key().then((text) => nameOf(text)));
  return {
    async read(name) {
      checkName(name);
      try {
        return await readWhole(join(folder, await currentFolder(), name));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
    async write(name, content) {
      checkName(name);
      const own = await currentFolder();
      if (!tidied) await deleteOthers(folder, own);
      tidied = true;
      await mkdir(join(folder, own), { recursive: true, mode: 0o700 });
      const part = join(folder, `${randomUUID()}.part`);
      try {
        await writeFile(part, content, { mode: 0o600 });
        await rename(part, join(folder, own, name));
      } catch (error) {
        await rm(part, { force: true });
        throw error;
      }
    },
  };
}

/** In one go: `readFile` goes through the event loop for every half megabyte, and a portal that starts waits for it. */
async function readWhole(path: string): Promise<Buffer> {
  await using file = await open(path);
  const { size } = await file.stat();
  const { bytesRead, buffer } = await file.read(Buffer.allocUnsafeSlow(size), 0, size, 0);
  return buffer.subarray(0, bytesRead);
}

function checkName(name: string): void {
  if (!NAME.test(name))
    throw new Error(
      `${JSON.stringify(name)} cannot be the name of a cached file: use lower-case letters, digits, dashes`,
    );
}

function nameOf(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 32);
}

/** What other builds left, other databases, and writes that were cut off. */
async function deleteOthers(folder: string, own: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const name of await readdir(folder)) {
    if (name !== own) await rm(join(folder, name), { recursive: true, force: true });
  }
}
