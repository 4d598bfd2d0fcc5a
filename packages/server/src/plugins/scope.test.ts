import { manifestSchema } from '@callboard/core';
import type { Change } from '@callboard/plugin/server';
import { beforeEach, describe, expect, test } from 'vitest';
import { RouteTable } from '../http/router.ts';
import { openScope, type OpenScope, type SharedScope } from './scope.ts';
import { ServiceTable } from './service-table.ts';

type Handler = (changes: Change[]) => Promise<void> | void;

let table: RouteTable;
let services: ServiceTable;
let hand: Handler;
let opened: OpenScope;
const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

function open(id: string, extra: Record<string, unknown> = {}): OpenScope {
  const manifest = manifestSchema.parse({ id, name: id, description: id, ...extra });
  const changes = {
    follow: (_name: string, _from: number, handler: Handler) => {
      hand = handler;
      return () => undefined;
    },
  };
  const shared = { changes, log, own: () => ({}) } as unknown as SharedScope;
  const patience = { start: 1000, follow: 30, end: 30 };
  return openScope(manifest, {
    shared,
    table,
    services,
    contributions: () => [],
    config: {},
    patience,
    onCall: () => undefined,
  });
}

beforeEach(() => {
  table = new RouteTable();
  services = new ServiceTable();
  opened = open('stage', {
    services: { offers: ['lights'], uses: ['sound'] },
    contributes: { permissions: [{ id: 'stage.read', description: 'See' }] },
  });
});

const batch = (...seqs: number[]) => seqs.map((seq) => ({ seq }) as Change);

describe('following changes', () => {
  test('a batch that is not handled in time has failed, so that nobody waits for it for ever', async () => {
    opened.scope.changes.follow('slow', 0, () => new Promise(() => undefined));
    await expect(hand(batch(1))).rejects.toThrow('has not been handled within 0.03 s');
  });

  test('batches are handled one after the other, also after one that took too long', async () => {
    const { promise: stuck, resolve: free } = Promise.withResolvers<void>();
    const handled: string[] = [];
    opened.scope.changes.follow('slow', 0, async (changes) => {
      const name = changes.map(({ seq }) => seq).join('+');
      handled.push(`${name} begins`);
      if (name === '1') await stuck;
      handled.push(`${name} ends`);
    });
    await expect(hand(batch(1))).rejects.toThrow('has not been handled');
    await expect(hand(batch(1, 2))).rejects.toThrow('has not been handled');
    free();
    await hand(batch(1, 2));
    expect(handled).toEqual(['1 begins', '1 ends', '1+2 begins', '1+2 ends']);
  });

  test('what a handler throws is thrown', async () => {
    opened.scope.changes.follow('bad', 0, () => {
      throw new Error('cannot be handled');
    });
    await expect(hand(batch(1))).rejects.toThrow('cannot be handled');
  });
});

describe('services', () => {
  test('are offered and used as the manifests say, once each', () => {
    const other = open('other', { services: { offers: ['lights'], uses: ['lights'] } });
    opened.scope.services.offer('lights', 'on');
    expect(other.scope.services.use('lights')).toBe('on');
    expect(() => other.scope.services.offer('lights', 'off')).toThrow('is offered by the plugin stage already');
    expect(() => opened.scope.services.offer('sound', 1)).toThrow('does not declare that it offers sound');
    expect(() => opened.scope.services.use('lights')).toThrow('does not declare that it uses lights');
    expect(() => opened.scope.services.use('sound')).toThrow('no running plugin offers sound');
  });

  test('go with the plugin that offers them', async () => {
    const other = open('other', { services: { uses: ['lights'] } });
    opened.scope.services.offer('lights', 'on');
    await opened.end(() => undefined);
    expect(() => other.scope.services.use('lights')).toThrow('no running plugin offers lights');
  });
});

describe('the end of a scope', () => {
  test('takes back everything, the last thing first, whatever of it fails', async () => {
    const ended: string[] = [];
    const failures: unknown[] = [];
    opened.scope.http.get('/', { permission: 'stage.read' }, () => 1);
    opened.scope.onDispose(() => void ended.push('first'));
    opened.scope.onDispose(() => {
      throw new Error('second');
    });
    opened.scope.onDispose(() => new Promise(() => undefined));
    await opened.end((error) => failures.push(error));
    expect(ended).toEqual(['first']);
    expect(failures).toMatchObject([
      { message: expect.stringContaining('does not end within 0.03 s') },
      { message: 'second' },
    ]);
    expect([...table.routes]).toEqual([]);
  });

  test('is final', async () => {
    await opened.end(() => undefined);
    const { http, changes, services: offered, onDispose } = opened.scope;
    const late = [
      () => http.get('/', { permission: 'stage.read' }, () => 1),
      () => changes.follow('late', 0, () => undefined),
      () => offered.offer('lights', 1),
      () => onDispose(() => undefined),
    ];
    for (const register of late) expect(register).toThrow('has ended');
  });
});

test('a plugin cannot write lines in the name of another', () => {
  const lines: unknown[] = [];
  const shared = {
    log: { ...log, info: (_message: string, data: unknown) => void lines.push(data) },
    own: () => ({}),
  } as unknown as SharedScope;
  const manifest = manifestSchema.parse({ id: 'stage', name: 'Stage', description: 'Stage' });
  const { scope } = openScope(manifest, {
    shared,
    table,
    services,
    contributions: () => [],
    config: {},
    patience: { start: 1, follow: 1, end: 1 },
    onCall: () => undefined,
  });
  scope.log.info('x', { plugin: 'other', more: 1 });
  expect(lines).toEqual([{ plugin: 'stage', more: 1 }]);
});
