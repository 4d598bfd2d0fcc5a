/** Facts of entities, declared and recorded, on both databases. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe as suite, expect, test } from 'vitest';
import type { TestPortal } from '../../packages/server/src/testing.ts';
import { testDatabases } from '../setup/databases.ts';
import { Company, component } from './support/company.ts';
import { install, PluginWorkshop } from './support/plugins.ts';
import { eventually, startOn } from './support/portal.ts';

interface Fact {
  fact: string;
  entityRef: string;
  value: unknown;
  since: string;
  seenAt: string;
  error?: string;
  trend?: { value: unknown }[];
}

/** What the tool says, by the id of the annotation. */
let said: Record<string, unknown> = {};
const asked: string[] = [];
const tool = createServer((request, response) => {
  const id = (request.url ?? '').slice('/scores/'.length);
  asked.push(id);
  if (id in said) response.end(JSON.stringify(said[id]));
  else response.writeHead(500).end();
});

const declared = {
  config: { url: { type: 'string', description: 'Where.' } },
  data: {
    scores: {
      url: '${config.url}/scores/${entity.annotation.scores.example/id}',
      cache: '0s',
      retries: 0,
      rate: 100,
    },
  },
  contributes: {
    facts: [
      { id: 'score', title: 'Score', type: 'number', unit: '%', data: 'scores', field: 'score', every: '1m' },
      { id: 'grade', title: 'Grade', type: 'string', data: 'scores', field: 'grade', every: '1m' },
    ],
  },
};
const coded = {
  contributes: {
    permissions: [{ id: 'recorder.read', description: 'Read.' }],
    facts: [
      { id: 'size', title: 'Size', type: 'number' },
      { id: 'audited', title: 'Audited', type: 'date', permission: 'recorder.read' },
    ],
  },
};
const server = `
  const { z } = await import('@callboard/plugin/server');
  scope.http.post('/record', { permission: 'recorder.read', body: z.array(z.any()) }, async ({ body }) => {
    await scope.facts.record(body);
    return scope.facts.list({ fact: 'recorder/size' });
  });`;

suite.each(testDatabases())('facts on %s', (kind) => {
  const workshop = new PluginWorkshop();
  const company = new Company();
  let portal: TestPortal;

  beforeAll(async () => {
    await new Promise<void>((done) => tool.listen(0, '127.0.0.1', done));
    workshop.write('scores', { manifest: declared });
    said = { a: { score: 71, grade: 'C' }, b: { score: 90.5, grade: 5 } };
    const scored = (name: string, id: string) =>
      component(name, 'Scored').replace('metadata:', `metadata:\n  annotations: { scores.example/id: ${id} }`);
    company.write('one/catalog-info.yaml', scored('one', 'a'));
    company.write('two/catalog-info.yaml', scored('two', 'b'));
    company.write('three/catalog-info.yaml', scored('three', 'silent'));
    company.component('bare');
    const url = `http://127.0.0.1:${(tool.address() as AddressInfo).port}`;
    portal = await startOn(kind, {
      logLevel: 'silent',
      sources: [company.folder],
      config: {
        reading: { allowPrivate: ['127.0.0.1'] },
        plugins: { folders: [workshop.folder], config: { scores: { url } } },
      },
    });
    await install(portal, await workshop.pack('recorder', { manifest: coded, server }));
  });
  afterAll(async () => {
    await portal.stop();
    await new Promise((done) => tool.close(done));
    workshop.delete();
    company.delete();
  });

  const facts = async (query: string) => {
    const { status, body } = await portal.request(`/api/callboard/facts?${query}`);
    return { status, ...(body as { items: Fact[]; totalItems: number }) };
  };
  const history = async (entity: string, fact: string) =>
    ((await portal.request(`/api/callboard/facts/history?entity=${entity}&fact=${fact}`)).body as { items: Fact[] })
      .items;
  const record = (drafts: object[]) =>
    portal.request('/api/recorder/record', { method: 'POST', body: JSON.stringify(drafts) });

  test('declared ones are read of every entity that has what they need, and of no other', async () => {
    await eventually(async () => expect((await facts('fact=scores/score')).totalItems).toBe(2));
    expect((await facts('fact=scores/score&sort=-value')).items).toMatchObject([
      { fact: 'scores/score', entityRef: 'component:default/two', value: 90.5, title: 'Score', unit: '%' },
      { entityRef: 'component:default/one', value: 71 },
    ]);
    expect(new Set(asked)).toEqual(new Set(['a', 'b', 'silent']));
  });

  test('one of another type than declared is not one, and the others go on', async () => {
    await eventually(async () => expect((await facts('fact=scores/grade')).items).toHaveLength(1));
    const { items } = await facts('entity=component:two');
    expect(items.map(({ fact }) => fact)).toEqual(['scores/score']);
  });

  test('one query tells a fact of all entities of a kind, in pages', async () => {
    const first = await facts('fact=scores/score&kind=component&sort=value&limit=1');
    const second = await facts('fact=scores/score&kind=component&sort=value&limit=1&offset=1');
    expect([first.totalItems, first.items[0]?.value, second.items[0]?.value]).toEqual([2, 71, 90.5]);
    expect((await facts('fact=scores/score&kind=api')).totalItems).toBe(0);
    expect((await facts('limit=1')).status).toBe(400);
    expect((await facts('fact=scores/none')).status).toBe(404);
  });

  test('recorded ones keep what they were, and one that did not change adds nothing', async () => {
    const at = (day: number) => `2026-01-0${day}T00:00:00.000Z`;
    const size = (value: unknown, day: number) => ({ fact: 'size', entityRef: 'component:bare', value, at: at(day) });
    for (const [value, day] of [
      [1, 1],
      [1, 2],
      [4, 3],
      [null, 4],
      [4, 5],
    ] as const)
      await record([size(value, day)]);
    expect(await history('component:bare', 'recorder/size')).toEqual([
      { at: at(5), value: 4 },
      { at: at(4), value: null },
      { at: at(3), value: 4 },
      { at: at(1), value: 1 },
    ]);
    // What was so before is history, and changes nothing of now.
    await record([size(9, 2)]);
    const { items } = await facts('entity=component:bare&trend=true');
    expect(items).toMatchObject([{ fact: 'recorder/size', value: 4, since: at(5) }]);
    expect(items[0]?.trend?.map(({ value }) => value)).toEqual([1, 9, 4, null, 4]);
  });

  test('one that cannot be read keeps its last value, its age, and the reason', async () => {
    await record([{ fact: 'size', entityRef: 'component:bare', failed: 'the scale is away' }]);
    const { items } = await facts('entity=component:bare');
    expect(items).toMatchObject([
      { value: 4, since: '2026-01-05T00:00:00.000Z', seenAt: '2026-01-05T00:00:00.000Z', error: 'the scale is away' },
    ]);
  });

  test.each([
    [
      'a fact that is not declared',
      { fact: 'weight', entityRef: 'component:bare', value: 1 },
      'recorder: the manifest declares no fact weight',
    ],
    [
      'a value of another type',
      { fact: 'size', entityRef: 'component:bare', value: 'big' },
      'size of component:default/bare is a number',
    ],
    ['no number', { fact: 'size', entityRef: 'component:bare' }, 'neither a value nor a reason'],
    ['no entity', { fact: 'size', entityRef: '', value: 1 }, 'is not the reference of an entity'],
    ['no time', { fact: 'audited', entityRef: 'component:bare', value: 'soon' }, 'is a date'],
  ])('%s is refused, with nothing of what came with it', async (_what, draft, reason) => {
    const { status, body } = await record([{ fact: 'size', entityRef: 'component:one', value: 77 }, draft]);
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toContain(reason);
    expect((await facts('fact=recorder/size')).items.map(({ value }) => value)).toEqual([4]);
  });

  test('they go with their entity, and with the data of their plugin', async () => {
    await record([
      { fact: 'audited', entityRef: 'component:one', value: 1767225600 },
      { fact: 'size', entityRef: 'component:two', value: 2 },
    ]);
    expect((await facts('entity=component:one')).items).toContainEqual(
      expect.objectContaining({ fact: 'recorder/audited', value: '2026-01-01T00:00:00.000Z' }),
    );
    company.remove('two');
    await portal.harvest();
    await eventually(async () => expect((await facts('entity=component:two')).totalItems).toBe(0));

    await portal.request('/api/callboard/plugins/recorder?data=delete', { method: 'DELETE' });
    await install(portal, await workshop.pack('recorder', { manifest: coded, server }));
    expect((await facts('fact=recorder/audited')).totalItems).toBe(0);
    expect(await history('component:bare', 'recorder/size')).toEqual([]);
  });
});
