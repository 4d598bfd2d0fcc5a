import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const stampFile = 'node_modules/.cache/callboard/installed';

/** Installs what package-lock.json says, unless it is there already, however it came there. */
export function ensureInstalled(root) {
  const lockText = readFileSync(join(root, 'package-lock.json'));
  const wanted = createHash('sha256').update(lockText).digest('hex');
  if (readOptional(join(root, stampFile)) === wanted) return;
  if (!matchesInstalled(root, JSON.parse(lockText))) install(root);
  mkdirSync(join(root, stampFile, '..'), { recursive: true });
  writeFileSync(join(root, stampFile), wanted);
}

/** Compares with the lock file that npm keeps inside node_modules: true after any `npm install` of the same versions. */
function matchesInstalled(root, lock) {
  const text = readOptional(join(root, 'node_modules/.package-lock.json'));
  if (text === undefined) return false;
  const installed = JSON.parse(text).packages;
  return Object.entries(lock.packages).every(([path, wanted]) => {
    if (!path.startsWith('node_modules/')) return true;
    const found = installed[path];
    if (found === undefined) return wanted.optional === true || wanted.devOptional === true || wanted.peer === true;
    return found.version === wanted.version && existsSync(join(root, path));
  });
}

function install(root) {
  const started = Date.now();
  process.stderr.write('callboard: installing dependencies, once (about a minute) …\n');
  const [command, ...leading] = npmCommand();
  const args = [...leading, 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32' && leading.length === 0,
  });
  if (result.error)
    throw new Error(`npm could not be started (${result.error.message}). Run "npm ci" in ${root} by hand.`);
  if (result.status !== 0) throw new Error(`"npm ci" failed; the reason stands above. Mend it and start again.`);
  process.stderr.write(`callboard: dependencies installed in ${Math.round((Date.now() - started) / 1000)} s\n`);
}

/** The npm that is running us, where there is one: it need not be on the PATH. */
function npmCommand() {
  const path = process.env.npm_execpath;
  return path !== undefined && /npm-cli\.c?js$/.test(path) ? [process.execPath, path] : ['npm'];
}

function readOptional(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}
