/** The commands of the guide for plugins, as its reader types them. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCallboard, type TestPortal } from '../../packages/server/src/testing.ts';
import { install } from './support/plugins.ts';

const launcher = join(import.meta.dirname, '../../tools/launch.mjs');
const folder = mkdtempSync(join(tmpdir(), 'callboard-commands-'));
const page = join(folder, 'build-times/web.tsx');
let portal: TestPortal;

beforeAll(async () => {
  portal = await startCallboard();
});
afterAll(async () => {
  await portal.stop();
  rmSync(folder, { recursive: true, force: true });
});

function callboard(...args: string[]): { code: number | null; output: string } {
  // The runner of tests would take the plugin's tests for its own.
  const { VITEST: _own, VITEST_POOL_ID: _pool, VITEST_WORKER_ID: _worker, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [launcher, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env,
  });
  return { code: status, output: stdout + stderr };
}

test('a plugin is written, and nothing is overwritten', () => {
  expect(callboard('new', 'plugin', 'build-times').code).toBe(0);
  expect(callboard('new', 'plugin', 'build-times')).toMatchObject({ code: 2 });
  expect(callboard('new', 'plugin', 'Build Times')).toMatchObject({ code: 2 });
});

test('it is fine, and its tests pass, with nothing installed beside it', () => {
  expect(callboard('plugin', 'check', 'build-times')).toEqual({ code: 0, output: 'build-times: fine\n' });
  const { code, output } = callboard('plugin', 'test', 'build-times');
  expect(output).toContain('1 passed');
  expect(code).toBe(0);
});

test('a test that fails fails the command', () => {
  const test = join(folder, 'build-times/build-times.test.ts');
  const text = readFileSync(test, 'utf8');
  writeFileSync(test, text.replace('Hello, Ada!', 'Bye, Ada!'));
  expect(callboard('plugin', 'test', 'build-times').code).toBe(1);
  writeFileSync(test, text);
});

test('what it packs runs where it is installed', async () => {
  const { code, output } = callboard('plugin', 'pack', 'build-times');
  expect(code).toBe(0);
  expect((await install(portal, readFileSync(output.trim()))).status).toBe(201);
  expect((await portal.request('/api/build-times/greeting/Ada')).body).toEqual({ text: 'Hello, Ada!' });
});

test('what would break on another version is said beforehand, with the reason', () => {
  const surface = JSON.parse(readFileSync(join(import.meta.dirname, '../../packages/plugin/surface.json'), 'utf8')) as {
    version: string;
    modules: Record<string, string[]>;
  };
  const kit = surface.modules['@callboard/plugin/web']!.filter((name) => name !== 'usePluginApi');
  const next = { version: '9.0.0', modules: { ...surface.modules, '@callboard/plugin/web': kit } };
  writeFileSync(join(folder, 'next.json'), JSON.stringify(next));

  const { code, output } = callboard('plugin', 'check', 'build-times', '--against', 'next.json');
  expect(code).toBe(1);
  expect(output).toContain('@callboard/plugin/web of Callboard 9.0.0 does not export usePluginApi');
});

test('a view that is named and not there is found, with the name that was meant', () => {
  const text = readFileSync(page, 'utf8');
  writeFileSync(page, text.replace('BuildTimesPage', 'BuildTimePage'));
  const { code, output } = callboard('plugin', 'check', 'build-times');
  expect(code).toBe(1);
  expect(output).toContain('Did you mean BuildTimePage?');
  writeFileSync(page, text);
});
