import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** All that the built web is made of. Folders count with everything in them. */
const inputs = ['packages/web', 'packages/plugin/src/web', 'packages/core/src', 'package-lock.json'];
const ignored = new Set(['node_modules', 'dist']);
const stampFile = 'packages/web/dist/.built-from';

/** Builds the web into packages/web/dist, unless what is there was built from the same content. */
export function ensureWebBuilt(root, node) {
  const wanted = hashOf(root, [...inputs, ...pluginInputs(root)]);
  const stamp = join(root, stampFile);
  if (readStamp(stamp) === wanted) return;

  const started = Date.now();
  process.stderr.write('callboard: building the web (once per change) …\n');
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const args = [vite, 'build', 'packages/web', '--logLevel', 'warn', '--emptyOutDir'];
  const result = spawnSync(node, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (result.status !== 0) throw new Error('the web could not be built; the reason stands above.');
  writeFileSync(stamp, wanted);
  process.stderr.write(`callboard: web built in ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
}

function pluginInputs(root) {
  return readdirSync(join(root, 'plugins')).flatMap((id) => [`plugins/${id}/web.tsx`, `plugins/${id}/views`]);
}

function hashOf(root, paths) {
  const hash = createHash('sha256');
  for (const path of paths) add(hash, root, path);
  return hash.digest('hex');
}

function add(hash, root, path) {
  let entries;
  try {
    entries = readdirSync(join(root, path), { withFileTypes: true });
  } catch (error) {
    if (error.code === 'ENOENT') return;
    if (error.code !== 'ENOTDIR') throw error;
    return addFile(hash, root, path);
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (ignored.has(entry.name) || entry.name.includes('.test.')) continue;
    if (entry.isDirectory()) add(hash, root, `${path}/${entry.name}`);
    else addFile(hash, root, `${path}/${entry.name}`);
  }
}

function addFile(hash, root, path) {
  hash
    .update(path)
    .update('\0')
    .update(readFileSync(join(root, path)))
    .update('\0');
}

function readStamp(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}
