/** A built plugin as one file that any portal installs and any npm registry takes. */
import { writeFileSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { create } from 'tar';
import { makePlugin } from '../build/build-plugin.ts';
import { findPlugins } from '../manifest.ts';
import { LAYER } from './unpack.ts';

/**
 * Builds a plugin and packs it.
 * @param into folder for the file
 * @returns path of the file, `<id>-<version>.tgz`
 */
export async function packPlugin(source: string, into: string): Promise<string> {
  const work = await mkdtemp(join(tmpdir(), 'callboard-pack-'));
  try {
    const folder = join(work, LAYER);
    await makePlugin(source, folder);
    const [{ manifest }] = findPlugins(folder) as [ReturnType<typeof findPlugins>[number]];
    const { id, version, description } = manifest!;
    const about = { name: `callboard-plugin-${id}`, version, description, keywords: ['callboard-plugin'] };
    writeFileSync(join(folder, 'package.json'), JSON.stringify(about, null, 2));
    const file = join(into, `${id}-${version}.tgz`);
    const draft = `${file}.part`;
    // The same content gives the same bytes, whenever it is packed.
    await create({ gzip: true, file: draft, cwd: work, portable: true, mtime: new Date(0) }, [LAYER]);
    await rename(draft, file);
    return file;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
