import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compressFiles } from './compress.mjs';

/** All that the built web is made of. Folders count with everything in them. */
const inputs = ['packages/web', 'packages/plugin/src/web', 'packages/core/src', 'package-lock.json'];
const ignored = new Set(['node_modules', 'dist']);
const stampFile = 'packages/web/dist/.built-from';
/** Milliseconds within which a file system may give two writes the same time. */
const racy = 100;

/** Builds the web into packages/web/dist, unless what is there was built from the same content. */
export async function ensureWebBuilt(root, node) {
  const paths = [...inputs, ...pluginInputs(root)].flatMap((path) => filesAt(root, path));
  const stamp = join(root, stampFile);
  const built = readStamp(stamp);
  const seen = signatureOf(root, paths);
  if (seen !== '' && built.seen === seen) return;
  const content = contentOf(root, paths);
  if (built.content !== content) await build(root, node);
  writeFileSync(stamp, `${content}\n${seen}\n`);
}

async function build(root, node) {
  const started = Date.now();
  process.stderr.write('callboard: building the web (once per change) …\n');
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const args = [vite, 'build', 'packages/web', '--logLevel', 'warn', '--emptyOutDir'];
  const child = spawn(node, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error('the web could not be built; the reason stands above.');
  await compressFiles(join(root, 'packages/web/dist'));
  process.stderr.write(`callboard: web built in ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
}

function pluginInputs(root) {
  return readdirSync(join(root, 'plugins')).flatMap((id) => [`plugins/${id}/web.tsx`, `plugins/${id}/views`]);
}

/** A file, or all files in a folder, in one order; none where there is nothing. */
function filesAt(root, path) {
  let entries;
  try {
    entries = readdirSync(join(root, path), { withFileTypes: true });
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    if (error.code !== 'ENOTDIR') throw error;
    return [path];
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    if (ignored.has(entry.name) || entry.name.includes('.test.')) return [];
    return entry.isDirectory() ? filesAt(root, `${path}/${entry.name}`) : [`${path}/${entry.name}`];
  });
}

function contentOf(root, paths) {
  const hash = createHash('sha256');
  for (const path of paths)
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(root, path)))
      .update('\0');
  return hash.digest('hex');
}

/** Tells without reading the files that they are the same as before; empty while one is so young that only its content tells. */
function signatureOf(root, paths) {
  const hash = createHash('sha256');
  let youngest = 0n;
  for (const path of paths) {
    const { size, mtimeNs, ctimeNs, ino } = statSync(join(root, path), { bigint: true });
    hash.update(`${path}\0${size}:${mtimeNs}:${ctimeNs}:${ino}\n`);
    if (ctimeNs > youngest) youngest = ctimeNs;
  }
  return Date.now() - Number(youngest / 1_000_000n) < racy ? '' : hash.digest('hex');
}

function readStamp(path) {
  try {
    const [content, seen] = readFileSync(path, 'utf8').split('\n');
    return { content, seen };
  } catch (error) {
    if (error.code === 'ENOENT') return {};
    throw error;
  }
}
