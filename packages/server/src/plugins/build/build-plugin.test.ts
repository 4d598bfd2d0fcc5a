import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildPlugin } from './build-plugin.ts';

const MANIFEST = `
id: greeter
name: Greeter
description: Greets whoever asks.
server: ./server.ts
web: ./web.tsx
contributes:
  permissions: [{ id: greeter.read, description: Be greeted. }]
  pages: [{ path: /greeter, title: Greeter, view: GreeterPage, permission: greeter.read }]
`;
const SERVER = `
import { definePlugin } from '@callboard/plugin/server';
import { greet } from './greet.ts';
export default definePlugin(({ http }) => {
  http.get('/', { permission: 'greeter.read' }, () => ({ text: greet('world') }));
});
`;
const WEB = `
import { useState } from 'react';
import { Page } from '@callboard/plugin/web';
import styles from './page.module.css';
export function GreeterPage() {
  const [count] = useState<number>(0);
  return <Page title="Greeter"><b className={styles.loud}>{count}</b></Page>;
}
`;

let work: string;
let source: string;
let cache: string;

beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'callboard-build-'));
  source = join(work, 'greeter');
  cache = join(work, 'cache');
  write('plugin.yaml', MANIFEST);
  write('server.ts', SERVER);
  write('greet.ts', 'export const greet = (name: string): string => `Hello, ${name}!`;');
  write('web.tsx', WEB);
  write('page.module.css', '.loud { color: red; }');
  write('migrations/0001-greetings.sql', 'CREATE TABLE greeting (id INTEGER);');
  write('greet.test.ts', 'throw new Error("never part of it");');
  write('node_modules/left/index.js', 'module.exports = 1;');
});
afterEach(() => rmSync(work, { recursive: true, force: true }));

function write(name: string, text: string): void {
  const path = join(source, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

test('makes a module of each half, and says what they take from the portal', async () => {
  const { folder, note } = await buildPlugin(source, cache);

  expect(note.modules).toEqual({ './server.ts': 'server.mjs', './web.tsx': 'web.js' });
  expect(note.uses['@callboard/plugin/server']).toEqual(['definePlugin']);
  expect(note.uses['@callboard/plugin/web']).toEqual(['Page']);
  expect(note.uses['react']).toEqual(['useState']);
  const web = readFileSync(join(folder, 'web.js'), 'utf8');
  expect(web).toMatch(/from ?"react"/);
  expect(web.length).toBeLessThan(2000);
  expect(note.web).toEqual(expect.arrayContaining(['web.js', 'web.css']));
});

test('takes along what the code reads beside itself, and neither tests nor what was installed', async () => {
  const { folder } = await buildPlugin(source, cache);

  expect(existsSync(join(folder, 'migrations/0001-greetings.sql'))).toBe(true);
  expect(existsSync(join(folder, 'greet.test.ts'))).toBe(false);
  expect(existsSync(join(folder, 'node_modules'))).toBe(false);
});

test('builds once per change of the source', async () => {
  const first = await buildPlugin(source, cache);
  const made = statSync(join(first.folder, 'server.mjs')).mtimeMs;
  const second = await buildPlugin(source, cache);
  write('greet.ts', 'export const greet = (name: string): string => `Welcome, ${name}!`;');
  const third = await buildPlugin(source, cache);

  expect(second.hash).toBe(first.hash);
  expect(statSync(join(second.folder, 'server.mjs')).mtimeMs).toBe(made);
  expect(third.hash).not.toBe(first.hash);
  expect(readFileSync(join(third.folder, 'server.mjs'), 'utf8')).toContain('Welcome');
});

test('takes what was built before as it is', async () => {
  const { folder } = await buildPlugin(source, cache);
  const again = await buildPlugin(folder, join(work, 'other'));

  expect(again.folder).toBe(folder);
  expect(existsSync(join(work, 'other'))).toBe(false);
});

test('names the file that cannot be built', async () => {
  write('greet.ts', 'export const greet = (');

  await expect(buildPlugin(source, cache)).rejects.toThrow(/greet\.ts/);
});
