import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Log } from '@callboard/plugin/server';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { NO_INTEGRATIONS } from '../sources/scm/provider.ts';
import type { SourceSpec } from '../sources/source.ts';
import { databaseAddress, openDatabase, type Database } from '../storage/database.ts';
import { migrate } from '../storage/migrate.ts';
import type { WorkerData } from './protocol.ts';
import { insertSource } from './source-rows.ts';
import { HarvestWorker } from './worker-client.ts';

/** A harvester that does what the text of a file asks it to do. */
const MOODY = `export default {
  type: 'moody',
  version: 1,
  recognises: () => true,
  read: async ({ text }) => {
    if (text === 'exit') process.exit(3);
    if (text === 'loop') for (;;);
    if (text === 'hang') await new Promise(() => undefined);
    const records = [{ key: 'thing:default/a', document: 1, position: { line: 1, column: 1 }, body: { text } }];
    return { records, findings: [], failed: [], follow: [], sources: [] };
  },
};`;

let folder: string;
let database: Database;
let worker: HarvestWorker;
let logged: string[];
let moody: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'callboard-worker-'));
  database = openDatabase(databaseAddress(undefined, folder));
  await migrate(database);
  await insertSource(database, 's', { type: 'folder', target: join(folder, 'code') }, 'user', 'kim', '2026-01-01');
  logged = [];
  moody = join(folder, 'moody.mjs');
  writeFileSync(moody, MOODY);
});
afterEach(async () => {
  await worker.close();
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

function start(modules: string[], options?: { silence?: number; beat?: number }): void {
  const line = (message: string) => void logged.push(message);
  const log: Log = { debug: line, info: line, warn: line, error: line };
  const data: WorkerData = {
    address: database.address,
    harvesters: modules.map((module) => ({ plugin: 'moody', module, config: {} })),
    processors: [],
    kinds: [],
    policy: { yamlMerge: false, maxBytes: 1000, maxDocuments: 10 },
    settings: {
      descriptors: ['**/*.txt'],
      exclude: [],
      maxFiles: 100,
      removalGuard: { share: 0.2, atLeast: 3 },
      orphans: 'delete',
      fingerprint: '',
    },
    cacheFolder: join(folder, 'cache'),
    fetcher: { allowPrivate: [], timeoutMs: 1000 },
    integrations: NO_INTEGRATIONS,
    maxFileBytes: 1000,
  };
  worker = new HarvestWorker(data, log, options);
}

function say(text: string): void {
  mkdirSync(join(folder, 'code/one'), { recursive: true });
  writeFileSync(join(folder, 'code/one/a.txt'), text);
}

const spec = (): SourceSpec => ({ id: 's', type: 'folder', target: join(folder, 'code'), options: {} });
const harvest = () => worker.harvest(spec(), undefined, { onProgress: () => undefined, onCommit: () => undefined });
const stored = async () => (await database.read.selectFrom('body').select('text').execute()).map((row) => row.text);

test('harvests, previews and reads in a thread of its own', async () => {
  start([moody]);
  say('hello');
  expect(await worker.preview(spec())).toMatchObject({
    records: [{ type: 'moody', key: 'thing:default/a', body: '{"text":"hello"}' }],
  });
  expect(await stored()).toEqual([]);
  expect(await harvest()).toMatchObject({ seq: 1, repositories: 1 });
  expect(await stored()).toEqual(['{"text":"hello"}']);
  expect(await worker.read(spec(), 'one', 'a.txt')).toBe('hello');
});

test('a worker that ends is told to who waits for it, and the next harvest has a new one', async () => {
  start([moody]);
  say('exit');
  await expect(harvest()).rejects.toThrow('the harvest worker ended with code 3');
  expect(logged).toContain('the harvest worker broke; it starts anew with the next harvest');
  say('well');
  expect(await harvest()).toMatchObject({ seq: 1 });
});

test.each(['loop', 'hang'])(
  'a harvest that is stuck (%s) is given up, and the next one has a new worker',
  async (mood) => {
    start([moody], { silence: 2000 });
    say(mood);
    await expect(harvest()).rejects.toThrow('The harvest was stuck');
    say('well');
    await expect.poll(() => harvest().then(({ seq }) => seq, String), { timeout: 25_000 }).toBe(1);
  },
);

test('a thread that says nothing at all is given up long before a harvest that waits for something', async () => {
  start([moody], { beat: 800 });
  say('loop');
  await expect(harvest()).rejects.toThrow('The harvest was stuck');
});

test('a harvester that cannot be loaded does not keep the others from working', async () => {
  start([join(folder, 'nowhere.ts'), moody]);
  say('hello');
  expect(await harvest()).toMatchObject({ seq: 1 });
  expect(logged).toContain('a harvester cannot be loaded; what it found earlier stays as it is');
});

test('errors of the error table are the same on this side', async () => {
  start([moody]);
  say('hello');
  await expect(worker.read(spec(), 'nowhere', 'a.txt')).rejects.toMatchObject({ name: 'NotFoundError' });
  await expect(worker.preview({ ...spec(), target: join(folder, 'gone') })).rejects.toMatchObject({
    name: 'SourceError',
    code: 'source-not-found',
  });
});

test('one that is closed takes no more orders', async () => {
  start([moody]);
  await worker.close();
  await expect(harvest()).rejects.toThrow('the harvest worker has ended');
});
