import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { databaseAddress, openDatabase, type Database } from '../../storage/database.ts';
import { migrate } from '../../storage/migrate.ts';
import { openServiceKeys } from './keys.ts';

const HOUR = 3_600_000;
const folder = mkdtempSync(join(tmpdir(), 'callboard-keys-'));
const ISSUER = 'https://portal.example.org';
const claims = { audience: 'queues', subject: 'user:default/ada', ownership: ['group:default/playback'] };
let database: Database;
let now = Date.UTC(2026, 0, 1);
const clock = () => now;

beforeAll(async () => {
  database = openDatabase(databaseAddress(undefined, folder));
  await migrate(database);
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a key is told before it signs and after, and replicas have the same', async () => {
  const [one, other] = [openServiceKeys(database, ISSUER, clock), openServiceKeys(database, ISSUER, clock)];
  const kidOf = async (keys: typeof one) => decodeProtectedHeader(await keys.sign(claims)).kid;
  const told = async (keys: typeof one) => (await keys.publicKeys()).keys.map(({ kid }) => kid);
  const [first, same] = await Promise.all([kidOf(one), kidOf(other)]);
  expect(same).toBe(first);
  expect(await told(one)).toEqual([first]);
  now += 30 * 24 * HOUR - HOUR;
  const [old, next] = await told(other);
  expect([old, await kidOf(one)]).toEqual([first, first]);
  expect(await told(one)).toEqual([first, next]);
  now += HOUR;
  expect([await kidOf(one), await kidOf(other)]).toEqual([next, next]);
  expect(await told(one)).toEqual([first, next]);
  now += HOUR;
  expect(await told(one)).toEqual([next]);
  for (const key of (await one.publicKeys()).keys) expect(key).not.toHaveProperty('d');
});

test('a token is good for its audience and a minute, and nobody else’s is', async () => {
  const keys = openServiceKeys(database, ISSUER, clock);
  const token = await keys.sign({ ...claims, entity: 'component:default/player' });
  expect(await keys.verify(token, 'queues')).toMatchObject({
    sub: 'user:default/ada',
    entity: 'component:default/player',
  });
  expect(await keys.verify(token, 'disks')).toBeUndefined();
  expect(await keys.verify(`${token}x`, 'queues')).toBeUndefined();
  expect(await openServiceKeys(database, 'https://other.example', clock).verify(token, 'queues')).toBeUndefined();
  now += 61_000;
  expect(await keys.verify(token, 'queues')).toBeUndefined();
});
