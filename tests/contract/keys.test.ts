/** The key that tokens are signed with: one for all replicas, kept for good. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTokenKeys } from '../../packages/server/src/identity/keys.ts';
import { testDatabases } from '../setup/databases.ts';
import { openBench, type Bench } from './support/bench.ts';

const ISSUER = 'http://localhost:7007/api/auth';

describe.each(testDatabases())('token keys on %s', (kind) => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await openBench(kind);
  });
  afterEach(() => bench.close());

  test('replicas that start together have one key, and so has the next start', async () => {
    const all = await Promise.all(Array.from({ length: 4 }, () => openTokenKeys(bench.database, ISSUER)));
    const later = await openTokenKeys(bench.database, ISSUER);
    const token = await all[0]!.sign('user:default/kim', ['user:default/kim', 'group:default/a']);
    for (const keys of [...all, later]) {
      expect(await keys.verify(token)).toMatchObject({
        subject: 'user:default/kim',
        ownership: ['user:default/kim', 'group:default/a'],
      });
      expect(keys.publicKeys()).toEqual(later.publicKeys());
    }
  });

  test('what is published of the key does not sign', async () => {
    const keys = await openTokenKeys(bench.database, ISSUER);
    expect(Object.keys(keys.publicKeys().keys[0]!)).not.toContain('d');
  });

  test('tokens of another portal are refused', async () => {
    const token = await (await openTokenKeys(bench.database, ISSUER)).sign('user:default/kim', []);
    await bench.database.write((writer) => writer.deleteFrom('meta').execute());
    await expect((await openTokenKeys(bench.database, ISSUER)).verify(token)).rejects.toThrow(
      'signature verification failed',
    );
  });
});
