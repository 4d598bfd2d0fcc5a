import { createModel, type Entity, type Filter } from '@callboard/plugin/server';
import { describe, expect, test } from 'vitest';
import { CatalogIndex } from './catalog-index.ts';
import { NaiveIndex } from './naive.fixture.ts';
import { pageOf } from './page.ts';
import { randomEntity, randomRef, randomUuid, seededRandom, type Random } from './random-catalog.fixture.ts';
import { restoredFrom, savedBytes } from './saved.fixture.ts';

const model = createModel();
const fields = [
  'kind',
  'metadata.name',
  'metadata.title',
  'metadata.uid',
  'metadata.tags',
  'metadata.description',
  'metadata.tags.java',
  'metadata.tags.a.b',
  'metadata.annotations.example.org/pager',
  'spec',
  'spec.type',
  'spec.tier',
  'spec.mixed',
  'spec.mixed.seven',
  'spec.mixed.7',
  'metadata.title.beta',
  'spec.type.service',
  'spec.mixed.deep',
  'spec.dependson',
  'relations.ownedBy',
  'relations.hasMember',
  'relations.dependencyOf',
  'nothing.at.all',
];
const values = [
  'component',
  'service',
  'alpha',
  'beta',
  'java',
  'go',
  'true',
  '7',
  '',
  'p1',
  'seven',
  'ünï',
  'group:default/alpha',
  'd'.repeat(200),
];

function randomFilter(random: Random, depth = 0): Filter {
  const choice = random(depth > 2 ? 3 : 6);
  const key = fields[random(fields.length)]!.toLowerCase();
  const value = () => values[random(values.length)]!;
  if (choice === 0) return { op: 'has', key };
  if (choice === 1) return { op: 'equals', key, values: Array.from({ length: random(3) }, value) };
  if (choice === 2) return { op: 'prefix', key, value: value().slice(0, 3) };
  if (choice === 3) return { op: 'not', filter: randomFilter(random, depth + 1) };
  const filters = Array.from({ length: random(3) }, () => randomFilter(random, depth + 1));
  return { op: choice === 4 ? 'all' : 'any', filters };
}

/** Takes both catalogs through the same changes and gives them to `compare` after each; `between` them, the index may be replaced. */
function runSideBySide(
  between: (index: CatalogIndex) => CatalogIndex,
  seed: number,
  steps: number,
  compare: (index: CatalogIndex, naive: NaiveIndex, random: Random) => void,
): void {
  const random = seededRandom(seed);
  const naive = new NaiveIndex();
  let index = new CatalogIndex(model.edges);
  let recordId = 0;
  for (let step = 0; step < steps; step++) {
    const put = new Map<string, { ref: string; uid: string; entity: Entity }>();
    for (let count = random(step === 0 ? 60 : 4); count > 0; count--) {
      const { ref, entity } = randomEntity(random);
      put.set(ref, { ref, entity, uid: (random(5) && naive.entities.get(ref)?.uid) || randomUuid(random) });
    }
    const removed = Array.from({ length: random(3) }, () => randomRef(random).toLowerCase()).filter(
      (ref) => !put.has(ref),
    );
    for (const each of put.values()) naive.entities.set(each.ref, each);
    for (const ref of removed) naive.entities.delete(ref);
    index.apply(
      [...put.values()].map((each) => ({ ...each, recordId: ++recordId, hash: String(recordId), state: {} })),
      removed,
    );
    index = between(index);
    compare(index, naive, random);
  }
}

const refsOf = (index: CatalogIndex, documents: readonly number[]) => documents.map((document) => index.ref(document));

describe.each([
  ['the index', (index: CatalogIndex) => index],
  [
    'an index that is saved and restored time and again',
    (index: CatalogIndex) => restoredFrom(savedBytes(index), model.edges),
  ],
])('%s agrees with looking at each entity', (_name, between) => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])('on filters and counts (seed %i)', (seed) => {
    runSideBySide(between, seed, 12, (index, naive, random) => {
      expect(index.size).toBe(naive.entities.size);
      for (let count = 0; count < 25; count++) {
        const filter = randomFilter(random);
        const found = index.search(filter);
        expect(refsOf(index, found.members.members()).sort(), JSON.stringify(filter)).toEqual(naive.search(filter));
        expect(found.count).toBe(found.members.members().length);
      }
    });
  });

  test.each([1, 2, 3])('on text in fields (seed %i)', (seed) => {
    runSideBySide(between, seed, 8, (index, naive, random) => {
      for (const term of ['A', 'ta', 'java', 'tru', 'ünï', 'group:']) {
        const text = { term, fields: [fields[random(fields.length)]!, fields[random(fields.length)]!] };
        expect(refsOf(index, index.search(undefined, text).members.members()).sort(), JSON.stringify(text)).toEqual(
          naive.search(undefined, text),
        );
      }
    });
  });

  test.each([1, 2, 3, 4])('on facets (seed %i)', (seed) => {
    runSideBySide(between, seed, 8, (index, naive, random) => {
      for (const field of fields) {
        const filter = random(2) ? randomFilter(random) : undefined;
        expect(index.facet(field, filter), field).toEqual(naive.facet(field, naive.search(filter)));
      }
    });
  });

  test.each([1, 2, 3, 4])('on order and pages (seed %i)', (seed) => {
    runSideBySide(between, seed, 8, (index, naive, random) => {
      for (const field of fields) {
        for (const descending of [false, true]) {
          const order = index.order(field, descending);
          const expected = naive.ordered(field, descending);
          expect(refsOf(index, order.take(index.present, 0, 1000)), `${field} ${descending}`).toEqual(expected);
          const limit = 1 + random(7);
          const forward: string[] = [];
          const backward: string[] = [];
          let page = pageOf(index.present, order, { limit });
          expect(page.hasPrevious).toBe(false);
          for (;;) {
            forward.push(...refsOf(index, page.documents));
            if (!page.hasNext) break;
            page = pageOf(index.present, order, { limit, after: index.place(page.documents.at(-1)!, field)! });
            expect(page.hasPrevious).toBe(true);
          }
          expect(forward).toEqual(expected);
          while (page.documents.length) {
            backward.unshift(...refsOf(index, page.documents));
            expect(page.hasPrevious).toBe(index.ref(page.documents[0]!) !== expected[0]);
            if (!page.hasPrevious) break;
            page = pageOf(index.present, order, { limit, before: index.place(page.documents[0]!, field)! });
            expect(page.hasNext).toBe(true);
          }
          expect(backward).toEqual(expected);
        }
      }
    });
  });

  test.each([1, 2, 3])('on relations and dangling refs (seed %i)', (seed) => {
    runSideBySide(between, seed, 15, (index, naive) => {
      const pointedAt = new Set<string>();
      for (const { ref, entity } of naive.entities.values()) {
        expect(index.relationsOf(index.find(ref)!)).toEqual(naive.relationsOf(ref));
        for (const edge of model.edges(entity)) pointedAt.add(edge.targetRef);
      }
      const missing = [...pointedAt].filter((ref) => !naive.entities.has(ref)).sort();
      expect([...index.dangling()].map((each) => each.ref).sort()).toEqual(missing);
    });
  });
});

function component(name: string, spec: Entity['spec'] = {}, metadata: Partial<Entity['metadata']> = {}): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default', ...metadata },
    spec,
  };
}

function indexOf(...entities: Entity[]): CatalogIndex {
  const index = new CatalogIndex(model.edges);
  index.apply(
    entities.map((entity) => ({
      ref: `component:default/${entity.metadata.name}`,
      uid: `uid-${entity.metadata.name}`,
      recordId: 1,
      hash: 'h',
      state: {},
      entity,
    })),
  );
  return index;
}

test('a change of one entity raises the revision of those whose relations it changes, and of no others', () => {
  const index = indexOf(component('a'), component('b'), component('c'));
  const revisions = () => ['a', 'b', 'c'].map((name) => index.revision(index.find(`component:default/${name}`)!));
  const before = revisions();
  index.apply([
    {
      ref: 'component:default/a',
      uid: 'uid-a',
      recordId: 1,
      hash: 'h2',
      state: {},
      entity: component('a', { dependsOn: ['component:b'] }),
    },
  ]);
  expect(revisions().map((revision, at) => revision > before[at]!)).toEqual([true, true, false]);
});

test('an orphan is found by its annotation', () => {
  const index = new CatalogIndex(model.edges);
  index.apply([
    {
      ref: 'component:default/a',
      uid: 'u',
      recordId: 1,
      hash: 'h',
      state: { orphan: { since: '2026-01-01' } },
      entity: component('a'),
    },
  ]);
  expect(index.search({ op: 'equals', key: 'metadata.annotations.backstage.io/orphan', values: ['true'] }).count).toBe(
    1,
  );
});

test('many updates do not make the index grow, and it still answers right', () => {
  const index = indexOf();
  for (let round = 0; round < 400; round++) {
    const entities = Array.from({ length: 20 }, (_, at) =>
      component(
        `c${at}`,
        { note: `round ${round}` },
        { tags: Array.from({ length: 10 + (round % 7) }, (__, tag) => `t${round}-${tag}`) },
      ),
    );
    index.apply(
      entities.map((entity) => ({
        ref: `component:default/${entity.metadata.name}`,
        uid: `uid-${entity.metadata.name}`,
        recordId: 1,
        hash: 'h',
        state: {},
        entity,
      })),
    );
  }
  expect(index.facet('spec.note')).toEqual([{ value: 'round 399', count: 20 }]);
  expect(index.search({ op: 'has', key: 'metadata.tags.t399-3' }).count).toBe(20);
  expect(index.search({ op: 'has', key: 'metadata.tags.t398-3' }).count).toBe(0);
  expect(index.texts).toBeLessThan(3_000);
});

test('what is renamed keeps its uid, and leaves the order of uids under its old name', () => {
  const index = new CatalogIndex((entity) => model.edges(entity));
  const named = (name: string, uid: string) => ({
    ref: `component:default/${name}`,
    uid,
    recordId: 1,
    hash: name,
    state: {},
    entity: { apiVersion: 'a/v1', kind: 'Component', metadata: { name, namespace: 'default' }, spec: {} },
  });
  index.apply([named('a', '1'), named('old', '2'), named('z', '3')]);
  const refs = () => {
    const order = index.order('metadata.uid');
    return order.take(index.present, 0, order.length).map((document) => index.ref(document).split('/')[1]);
  };
  expect(refs()).toEqual(['a', 'old', 'z']);
  index.apply([named('new', '2')], ['component:default/old']);
  index.apply([], ['component:default/a']);
  expect(refs()).toEqual(['new', 'z']);
  expect(index.order('metadata.uid').length).toBe(2);
});
