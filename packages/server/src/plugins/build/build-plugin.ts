/** From a plugin's source to what runs of it, once per change of the source. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { contentHash } from './files.ts';
import { FORMAT, NOTE, noteSchema, type BuiltPlugin } from './layout.ts';

/** Builds of a plugin that are kept: the running one, and those that a developer goes back and forth between. */
const KEPT = 5;
const BUNDLER = join(import.meta.dirname, 'bundle.ts');

/**
 * @param folder of the source, or of a plugin that was built before
 * @param cache folder for the builds of this plugin
 * @throws with the complaint of the bundler
 */
export async function buildPlugin(folder: string, cache: string): Promise<BuiltPlugin> {
  const hash = contentHash(folder, `${FORMAT} ${process.version}`);
  const note = readNote(folder);
  if (note) return { folder, hash, note };
  const built = join(cache, hash);
  if (!existsSync(join(built, NOTE))) {
    const draft = join(cache, `${randomUUID()}.part`);
    await mkdir(draft, { recursive: true });
    try {
      await bundle(folder, draft);
      await rename(draft, built);
    } catch (error) {
      await rm(draft, { recursive: true, force: true });
      // Another process was first.
      if (!existsSync(join(built, NOTE))) throw error;
    }
    await removeOld(cache, hash);
  }
  return { folder: built, hash, note: readNote(built)! };
}

/** Builds a plugin into a folder, in place of what is there. @throws with the complaint of the bundler */
export async function makePlugin(source: string, folder: string): Promise<void> {
  const draft = `${folder}.${process.pid}.part`;
  try {
    await bundle(source, draft);
    await rm(folder, { recursive: true, force: true });
    await rename(draft, folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** @returns `undefined` where there is no built plugin @throws when it was built for another version of the portal */
export function readNote(folder: string): BuiltPlugin['note'] | undefined {
  const path = join(folder, NOTE);
  if (!existsSync(path)) return undefined;
  const note = noteSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (note.success) return note.data;
  throw new Error(`it was built for another version of Callboard; build it again with "callboard plugin build"`);
}

async function bundle(source: string, folder: string): Promise<void> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', BUNDLER, source, folder], {
    stdio: ['ignore', 'ignore', 'pipe'],
    // Whatever the portal is run for, browsers get what is for them.
    env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1', FORCE_COLOR: '0' },
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const [code] = (await once(child, 'close')) as [number | null];
  const complaint = said
    .split('\n')
    .filter((line) => !/^\s+at /.test(line))
    .join('\n')
    .trim();
  if (code !== 0) throw new Error(complaint || `the bundler ended with code ${code}`);
}

async function removeOld(cache: string, newest: string): Promise<void> {
  const made = (name: string) => statSync(join(cache, name)).mtimeMs;
  const others = readdirSync(cache).filter((name) => name !== newest && !name.endsWith('.part'));
  for (const name of others.sort((a, b) => made(b) - made(a)).slice(KEPT))
    await rm(join(cache, name), { recursive: true, force: true });
}
