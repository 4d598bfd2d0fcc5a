import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const cache = 'node_modules/.cache/callboard';
const prefix = 'libraries-';
/** What the bundles come from, beside what is installed. */
const builders = ['bundle-libraries.mjs', 'use-libraries.mjs'].map((name) =>
  fileURLToPath(new URL(name, import.meta.url)),
);

/**
 * What has Node load the libraries from few large files instead of hundreds of small ones. None where there are no bundles: all is loaded
 * from node_modules then, only slower.
 */
export function libraryFlags(root) {
  const folder = folderOf(root);
  return existsSync(folder) ? [`--import=${pathToFileURL(join(folder, 'use.mjs')).href}`] : [];
}

/** Bundles the libraries, unless that is done for what is installed. Never fails: a portal runs without, too. */
export async function ensureLibraries(root, node) {
  const folder = folderOf(root);
  if (existsSync(folder)) return;
  const draft = `${folder}.${process.pid}`;
  try {
    mkdirSync(draft, { recursive: true });
    await run(node, [join(root, 'tools/launch/bundle-libraries.mjs'), draft]);
    removeOthers(root, draft);
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // Somebody else was first.
    if (existsSync(folder)) return;
    process.stderr.write(`callboard: libraries are not bundled (${error.message}); starting takes longer without\n`);
  }
}

function folderOf(root) {
  const hash = createHash('sha256');
  const manifests = readdirSync(join(root, 'packages')).map((name) => join(root, 'packages', name, 'package.json'));
  for (const path of [join(root, 'package-lock.json'), ...builders, ...manifests.filter((file) => existsSync(file))])
    hash.update(readFileSync(path)).update('\0');
  return join(root, cache, prefix + hash.digest('hex').slice(0, 16));
}

function removeOthers(root, draft) {
  for (const name of readdirSync(join(root, cache))) {
    const path = join(root, cache, name);
    if (name.startsWith(prefix) && path !== draft) rmSync(path, { recursive: true, force: true });
  }
}

async function run(node, args) {
  const child = spawn(node, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (data) => (said += data));
  const [code] = await once(child, 'close');
  if (code === 0) return;
  const reason = said.split('\n').find((line) => /error/i.test(line)) ?? said.slice(0, 200);
  throw new Error(reason.trim() || `the bundler ended with ${code}`);
}
