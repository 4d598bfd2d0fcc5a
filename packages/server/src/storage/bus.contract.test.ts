/** Messages between replicas: what one says all hear, and what others write to the channel harms nobody. */
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { freshPostgres, testDatabases, type FreshDatabase } from '../../../../tests/setup/databases.ts';
import { openBus, type Bus } from './bus.ts';
import { databaseAddress } from './database.ts';

describe.each(testDatabases())('the bus on %s', (kind) => {
  let fresh: FreshDatabase | undefined;
  let bus: Bus;
  let said: string[];
  const log = {
    debug: () => undefined,
    info: () => undefined,
    warn: (message: string) => void said.push(message),
    error: (message: string) => void said.push(message),
  };

  beforeEach(async () => {
    said = [];
    fresh = kind === 'postgres' ? await freshPostgres() : undefined;
    bus = openBus(databaseAddress(fresh?.url, '/nowhere'), log);
    // A session that is not there yet cannot say anything.
    await vi.waitUntil(() => bus.publish('hello', {}));
  });
  afterEach(async () => {
    await bus.close();
    await fresh?.drop();
  });

  test('hands a message to everybody who listens, until they stop', async () => {
    const heard: string[] = [];
    const stop = bus.on('source', ({ id }) => void heard.push(`a ${id}`));
    bus.on('source', ({ id }) => void heard.push(`b ${id}`));
    await bus.publish('source', { id: 's1', live: '{}' });
    await expect.poll(() => heard.toSorted()).toEqual(['a s1', 'b s1']);
    stop();
    await bus.publish('source', { id: 's2', live: '{}' });
    await expect.poll(() => heard.toSorted()).toEqual(['a s1', 'b s1', 'b s2']);
  });

  test('a listener that fails is said, and harms nobody', async () => {
    const heard: string[] = [];
    bus.on('sources', () => {
      throw new Error('cannot be handled');
    });
    bus.on('hello', () => void heard.push('hello'));
    await bus.publish('sources', {});
    await bus.publish('hello', {});
    await expect.poll(() => heard.length).toBeGreaterThan(0);
    expect(said).toContain('a message between replicas could not be handled');
  });

  test.each(kind === 'postgres' ? [kind] : [])('what others write to the channel is left alone', async () => {
    const heard: unknown[] = [];
    bus.on('harvest', (message) => void heard.push(message));
    const stranger = new pg.Client({ connectionString: fresh!.url });
    await stranger.connect();
    for (const text of [
      'null',
      'not JSON',
      '{"type":"error","message":{}}',
      '{"type":"harvest"}',
      '{"type":"harvest","message":null}',
      '[]',
      '""',
    ]) {
      await stranger.query('SELECT pg_notify($1, $2)', ['callboard', text]);
    }
    await stranger.end();
    await expect.poll(() => said.length).toBe(7);
    expect(new Set(said)).toEqual(new Set(['somebody else writes to our channel of the database']));
    expect(heard).toEqual([]);
    await bus.publish('harvest', { sourceId: 's', request: 'r' });
    await expect.poll(() => heard).toEqual([{ sourceId: 's', request: 'r' }]);
  });

  test('a message that is too long for the channel is not sent, rather than breaking it', async () => {
    const heard: string[] = [];
    bus.on('source', ({ id }) => void heard.push(id));
    const sent = await bus.publish('source', { id: 'long', live: 'x'.repeat(10_000) });
    await bus.publish('source', { id: 'short', live: '' });
    await expect.poll(() => heard).toContain('short');
    await sleep(0);
    expect(heard.includes('long')).toBe(sent);
  });
});
