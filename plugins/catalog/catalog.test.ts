import { text as readAll } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { expect, test, vi } from 'vitest';
import { Catalog } from './catalog.ts';
import { exportReply } from './export.ts';
import { listInOrder } from './query/list.ts';
import { entitiesReply } from './query/reply.ts';
import { createCatalogService } from './service.ts';
import { component, StoredEntities } from './stored-entities.fixture.ts';

async function open(...names: string[]): Promise<{ stored: StoredEntities; catalog: Catalog }> {
  const stored = new StoredEntities();
  await stored.put(...names.map((name) => component(name)));
  return { stored, catalog: await Catalog.open(stored.scope) };
}

const find = (catalog: Catalog, name: string) => catalog.index.find(`component:default/${name}`);

test('changes are in the index before anybody is told of them', async () => {
  const { stored, catalog } = await open('a');
  const seen: (boolean | undefined)[] = [];
  const stop = catalog.onChange(() => seen.push(find(catalog, 'b') !== undefined, find(catalog, 'a') !== undefined));
  await stored.put(component('b'));
  await stored.remove('component:default/a');
  stop();
  await stored.put(component('c'));
  expect(seen).toEqual([true, true, true, false]);
});

test('an entity that changes while it is read is given in its new version', async () => {
  const { stored, catalog } = await open('a', 'b');
  stored.beforeBodies = async () => {
    stored.beforeBodies = async () => undefined;
    await stored.put(component('a', { lifecycle: 'new' }));
  };
  const texts = await catalog.texts([find(catalog, 'a')!, find(catalog, 'b')!]);
  expect(texts.map((text) => (JSON.parse(text!) as { spec: object }).spec)).toEqual([
    { type: 'service', lifecycle: 'new' },
    { type: 'service' },
  ]);
});

test('an entity that goes while it is read is left out', async () => {
  const { stored, catalog } = await open('a', 'b');
  const documents = [find(catalog, 'a')!, find(catalog, 'b')!];
  stored.beforeBodies = async () => stored.remove('component:default/a');
  expect((await catalog.texts(documents)).map((text) => text !== undefined)).toEqual([false, true]);
});

test('a text is kept until the entity, or a relation to it, changes', async () => {
  const { stored, catalog } = await open('a', 'b');
  const bodies = vi.spyOn(stored.scope.records, 'bodies');
  const [a, b] = [find(catalog, 'a')!, find(catalog, 'b')!];
  await catalog.texts([a, b]);
  await catalog.texts([b, a]);
  expect(bodies).toHaveBeenCalledTimes(1);
  await stored.put(component('c', { dependsOn: ['component:a'] }));
  expect(JSON.parse((await catalog.text(a))!)).toMatchObject({
    relations: [{ type: 'dependencyOf', targetRef: 'component:default/c' }],
  });
  await catalog.text(b);
  expect(bodies).toHaveBeenCalledTimes(2);
});

const many = Array.from({ length: 600 }, (_, at) =>
  component(`c${String(at).padStart(3, '0')}`, {}, at % 3 ? { title: `Title ${at % 7}` } : {}),
);

test('long lists are in the same order as short ones', async () => {
  const stored = new StoredEntities();
  await stored.put(...many);
  const { index } = await Catalog.open(stored.scope);
  const all = index.search();
  for (const orders of [
    [],
    [{ field: 'metadata.title', descending: false }],
    [{ field: 'metadata.title', descending: true }],
  ]) {
    const long = listInOrder(index, all, orders);
    // Two orders are always sorted one by one; the second one never decides here.
    const sorted = listInOrder(index, all, [
      ...(orders.length ? orders : [{ field: 'metadata.name', descending: false }]),
      { field: 'metadata.uid', descending: false },
    ]);
    expect(long).toEqual(sorted);
    expect(long).toHaveLength(600);
  }
});

test('large answers come in pieces and are whole', async () => {
  const stored = new StoredEntities();
  await stored.put(...many);
  const catalog = await Catalog.open(stored.scope);
  const documents = listInOrder(catalog.index, catalog.index.search(), []);
  const reply = await entitiesReply(catalog, {
    documents,
    fields: ['metadata.name'],
    around: ['{"items":[', '],"totalItems":600}'],
  });
  const { items } = JSON.parse(await readAll(reply.body as Readable)) as { items: { metadata: { name: string } }[] };
  expect(items.map((item) => item.metadata.name)).toEqual(many.map((entity) => entity.metadata.name));
});

test('a table cannot smuggle a formula into a spreadsheet', async () => {
  const stored = new StoredEntities();
  await stored.put(component('a', { lifecycle: '=1+1' }, { title: '@SUM(A1)', description: 'one, "two"\nthree' }));
  const catalog = await Catalog.open(stored.scope);
  const table = await readAll(exportReply('csv', [find(catalog, 'a')!], catalog).body as Readable);
  expect(table.split('\r\n')[1]).toBe(`Component,default,a,'@SUM(A1),service,'=1+1,,,,"one, ""two""\nthree",`);
});

test('other plugins can ask for entities, relations and counts', async () => {
  const { stored, catalog } = await open('a', 'b');
  await stored.put(component('c', { type: 'website', dependsOn: ['component:a'] }));
  const service = createCatalogService(catalog);
  expect(await service.get('Component:A')).toMatchObject({
    metadata: { name: 'a' },
    relations: [{ type: 'dependencyOf' }],
  });
  expect(await service.get('component:none')).toBeUndefined();
  const found = await service.query({
    filter: 'kind=component',
    order: { field: 'metadata.name', descending: true },
    limit: 2,
    offset: 1,
  });
  expect([found.totalItems, found.items.map((entity) => entity.metadata.name)]).toEqual([3, ['b', 'a']]);
  expect(service.relations('component:c')).toEqual([{ type: 'dependsOn', targetRef: 'component:default/a' }]);
  expect(service.facets('spec.type', ['metadata.name=a', 'metadata.name=c'])).toEqual([
    { value: 'service', count: 1 },
    { value: 'website', count: 1 },
  ]);
});

test('other plugins can walk the graph: every edge from both ends, what is missing, and fields as they were written', async () => {
  const { stored, catalog } = await open('a');
  await stored.put(component('b', { type: 'Website', dependsOn: ['component:a', 'component:gone', 'component:b'] }));
  const { graph } = createCatalogService(catalog);
  function edgesAt(ref: string) {
    const found: string[] = [];
    graph.forEachEdge(graph.node(ref)!, (source, forward, reverse, target) =>
      found.push(`${graph.ref(source)} ${forward}/${reverse} ${graph.ref(target)}`),
    );
    return found;
  }
  const toA = 'component:default/b dependsOn/dependencyOf component:default/a';
  expect(edgesAt('component:default/a')).toEqual([toA]);
  expect(edgesAt('component:default/b')).toEqual([
    toA,
    'component:default/b dependsOn/dependencyOf component:default/gone',
    'component:default/b dependsOn/dependencyOf component:default/b',
  ]);
  const gone = graph.node('component:default/gone')!;
  expect([graph.isPresent(gone), graph.value(gone, 'spec.type')]).toEqual([false, undefined]);
  expect(graph.node('component:default/unheard-of')).toBeUndefined();
  const [b] = graph.search('spec.type=website');
  expect([graph.ref(b!), graph.value(b!, 'spec.type')]).toEqual(['component:default/b', 'Website']);
});

test('a query of unreasonable size is refused', async () => {
  const { catalog } = await open('a');
  const filters = Array.from({ length: 2001 }, () => ({ op: 'has' as const, key: 'kind' }));
  expect(() => catalog.index.search({ op: 'any', filters })).toThrow('more than 2000 conditions');
  const values = Array.from({ length: 50_000 }, (_, at) => `none-${at}`);
  expect(catalog.index.search({ op: 'equals', key: 'metadata.name', values: [...values, 'a'] }).count).toBe(1);
});
