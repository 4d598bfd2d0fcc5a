import { crc32 } from 'node:zlib';
import { createModel, parseKindDefinition } from '@callboard/plugin/server';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Catalog } from './catalog.ts';
import { component, StoredEntities } from './stored-entities.fixture.ts';

const file = 'index';
let stored: StoredEntities;

beforeEach(async () => {
  vi.useFakeTimers();
  stored = new StoredEntities();
  stored.states.set('component:default/b', { held: { since: '2026-01-01' } });
  await stored.put(
    component('a', { dependsOn: ['component:b', 'component:c'], owner: 'team-a' }),
    component('b'),
    component('c', { note: 'ünï → 7' }),
  );
});
afterEach(() => {
  vi.useRealTimers();
});

/** A catalog after a stop and a start. */
async function openAgain(): Promise<Catalog> {
  await stored.stop();
  stored.scans = 0;
  stored.logged.length = 0;
  return Catalog.open(stored.scope);
}

/** All that anybody can see of an index. */
function everythingIn({ index }: Catalog): unknown {
  const seen = index
    .search()
    .members.members()
    .map((document) => ({
      ...index.info(document),
      relations: index.relationsOf(document),
      byUid: index.ref(index.findByUid(index.info(document).uid)!),
    }));
  return {
    seen: seen.sort((a, b) => (a.ref < b.ref ? -1 : 1)),
    size: index.size,
    names: index.facet('metadata.name'),
    notes: index.facet('spec.note', { op: 'has', key: 'spec.type' }),
    targets: index.facet('relations.dependsOn'),
    dangling: [...index.dangling()].map(({ ref }) => ref).sort(),
    withState: [...index.withState()].map((document) => index.ref(document)).sort(),
  };
}

async function scanned(): Promise<unknown> {
  const other = { ...stored.scope, cache: { read: async () => undefined, write: async () => undefined } };
  return everythingIn(await Catalog.open(other));
}

describe('a catalog that opens again', () => {
  test('has everything without reading it', async () => {
    const before = everythingIn(await Catalog.open(stored.scope));
    const catalog = await openAgain();
    expect(everythingIn(catalog)).toEqual(before);
    expect([stored.scans, stored.logged]).toEqual([0, []]);
    expect(catalog.index.info(catalog.index.find('component:default/b')!).state).toEqual({
      held: { since: '2026-01-01' },
    });
  });

  test('has what came, changed and went while it was down, and what comes after', async () => {
    await stored.put(...Array.from({ length: 20 }, (_, at) => component(`other-${at}`)));
    await Catalog.open(stored.scope);
    await stored.stop();
    await stored.put(component('b', { dependsOn: ['component:new'] }), component('new'));
    await stored.remove('component:default/c');
    const catalog = await openAgain();
    expect(stored.scans).toBe(0);
    expect(everythingIn(catalog)).toEqual(await scanned());
    await stored.put(component('c', { note: 'again' }));
    await stored.remove('component:default/new');
    expect(everythingIn(catalog)).toEqual(await scanned());
  });
});

describe('a checkpoint is not used', () => {
  test.each([
    [
      'when the kinds have changed',
      'the kinds have changed',
      () => {
        const kind = {
          kind: 'Component',
          apiVersions: ['backstage.io/v1alpha1'],
          relations: [{ path: 'spec.owner', forward: 'runBy', reverse: 'runs', defaultKind: 'Group' }],
        };
        stored.scope.model = createModel({ kinds: [parseKindDefinition(kind)] });
      },
    ],
    [
      'of a database that was restored from an older backup',
      'it is ahead of the database',
      () => {
        stored.changes = stored.changes.slice(0, 1);
      },
    ],
    [
      'when the change of its number is another one',
      'the database has another history',
      () => {
        stored.changes = stored.changes.map((change) => ({ ...change, at: '2026-02-02T00:00:00.000Z' }));
      },
    ],
    [
      'when catching up would take longer than reading all',
      'too much has changed since',
      () => stored.put(component('a'), component('b'), component('c'), component('d')),
    ],
  ])('%s', async (_when, reason, happen) => {
    await Catalog.open(stored.scope);
    await stored.stop();
    await happen();
    const catalog = await openAgain();
    expect(everythingIn(catalog)).toEqual(await scanned());
    expect(stored.logged.map(({ data }) => data)).toEqual([{ reason }]);
  });

  test('when any byte of it is another, or the end is missing; one line says so', async () => {
    await Catalog.open(stored.scope);
    await stored.stop();
    const whole = stored.files.get(file)!;
    const expected = await scanned();
    const damaged = [
      ...Array.from(whole, (byte, at) => {
        const copy = Buffer.from(whole);
        copy[at] = byte ^ (1 << (at % 8));
        return copy;
      }),
      ...Array.from(whole, (_, length) => whole.subarray(0, length)),
      Buffer.concat([whole, Buffer.alloc(4)]),
      Buffer.alloc(whole.length),
    ];
    for (const bytes of damaged) {
      stored.files.set(file, bytes);
      const logged = stored.logged.length;
      const scans = stored.scans;
      const catalog = await Catalog.open(stored.scope);
      expect([stored.scans - scans, stored.logged.length - logged]).toEqual([1, 1]);
      expect(catalog.index.facet('metadata.name').map(({ value }) => value)).toEqual(['a', 'b', 'c']);
    }
    expect(everythingIn(await Catalog.open(stored.scope))).toEqual(expected);
  });

  test('when its checksum is right and its content makes no sense: nothing hangs, nothing fails', async () => {
    await Catalog.open(stored.scope);
    await stored.stop();
    const whole = stored.files.get(file)!;
    const scans = stored.scans;
    for (let at = 8; at < whole.length - 4; at++) {
      for (const value of [0, 1, 0x7f, 0xff]) {
        const copy = Buffer.from(whole);
        copy[at] = value;
        copy.writeUInt32LE(crc32(copy.subarray(0, -4)), copy.length - 4);
        stored.files.set(file, copy);
        const catalog = await Catalog.open(stored.scope);
        catalog.index.facet('spec.note', { op: 'prefix', key: 'metadata.name', value: 'a' });
        for (const document of catalog.index.present.members()) catalog.index.relationsOf(document);
      }
    }
    expect(stored.scans - scans).toBeGreaterThan(whole.length / 2);
  });
});

describe('a checkpoint is written', () => {
  const written = () => stored.files.get(file);

  test('some seconds after the start, and then when enough has changed', async () => {
    await stored.put(...Array.from({ length: 200 }, (_, at) => component(`other-${at}`)));
    await Catalog.open(stored.scope);
    expect(written()).toBeUndefined();
    await vi.advanceTimersByTimeAsync(15_000);
    const first = written();
    expect(first).toBeDefined();
    await stored.put(component('a', { note: 'one change' }));
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(written()).toBe(first);
    await stored.put(component('x'), component('y'), component('z'));
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(written()).not.toBe(first);
  });

  test('not while the catalog is empty', async () => {
    stored = new StoredEntities();
    await Catalog.open(stored.scope);
    await vi.advanceTimersByTimeAsync(60_000);
    await stored.stop();
    expect(written()).toBeUndefined();
  });

  test('never half old and half new: it is given up when something changes meanwhile, and tried again', async () => {
    await Catalog.open(stored.scope);
    let pieces = 0;
    stored.onPiece = async () => {
      if (++pieces === 10) await stored.put(component('meanwhile', { note: 'x' }));
    };
    await vi.advanceTimersByTimeAsync(11_000);
    expect([pieces, written()]).toEqual([10, undefined]);
    await vi.advanceTimersByTimeAsync(11_000);
    expect(written()).toBeDefined();
    expect(everythingIn(await openAgain())).toEqual(await scanned());
  });

  test('not when the database already has a change that the index lacks', async () => {
    await Catalog.open(stored.scope);
    stored.onPiece = async () => {
      stored.onPiece = async () => undefined;
      stored.changes.push({ ...stored.changes[0]!, seq: stored.changes.length + 1 });
    };
    await stored.stop();
    expect(written()).toBeUndefined();
  });

  test('not onto a disk that fails; the portal goes on', async () => {
    stored.scope.cache.write = async () => {
      throw new Error('no space left');
    };
    const catalog = await Catalog.open(stored.scope);
    await vi.advanceTimersByTimeAsync(11_000);
    expect(stored.logged.map(({ message }) => message)).toEqual([
      'the index cannot be saved, so the next start takes longer',
    ]);
    await stored.put(component('d'));
    expect(catalog.index.size).toBe(4);
  });
});
