/** The search of a whole portal, on both databases: the same index, the same answers. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe as suite, expect, test } from 'vitest';
import { judge, readJudged, success } from '../../plugins/search/judge.ts';
import type { TestPortal } from '../../packages/server/src/testing.ts';
import { testDatabases } from '../setup/databases.ts';
import { Company } from './support/company.ts';
import { eventually, startOn, type Answering } from './support/portal.ts';

const root = join(import.meta.dirname, '../..');

interface State {
  isReady: boolean;
  documents: number;
  behind: number;
  writes: number;
}

async function find(portal: Answering, term: string, more = ''): Promise<string[]> {
  const { status, body } = await portal.request(`/api/search/query?term=${encodeURIComponent(term)}${more}`);
  if (status !== 200) throw new Error(`${status}: ${JSON.stringify(body)}`);
  return (body as { results: { entityRef: string }[] }).results.map(({ entityRef }) => entityRef);
}

async function stateOf(portal: Answering): Promise<State> {
  return (await portal.request('/api/search/state')).body as State;
}

function indexed(portal: Answering, documents: number): Promise<unknown> {
  return eventually(async () => expect(await stateOf(portal)).toMatchObject({ isReady: true, documents, behind: 0 }));
}

suite.each(testDatabases())('what people ask the example company, on %s', (kind) => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await startOn(kind, { sources: [join(root, 'examples/nightjar')], config: { harvest: { watch: false } } });
    await eventually(async () => {
      const { documents, behind } = await stateOf(portal);
      if (documents <= 200 || behind > 0) throw new Error(`${documents} documents, ${behind} changes behind`);
    });
  });
  afterAll(() => portal.stop());

  test.each(['tuning', 'held-out'])('the right answer is among the first three, in the half %s', async (half) => {
    const judged = readJudged(join(root, `plugins/search/judged/${half}.tsv`));
    expect(judged.length).toBeGreaterThan(100);
    const verdicts = await judge(judged, (query) => find(portal, query, '&pageLimit=10'));
    expect(success(verdicts, 3), JSON.stringify(verdicts.filter(({ place = 9 }) => place > 3))).toBeGreaterThanOrEqual(
      0.95,
    );
  });

  test('the exact name of whatever there is comes first', async () => {
    const { body } = await portal.request('/api/catalog/entities?fields=kind,metadata.name,metadata.namespace');
    const entities = body as { kind: string; metadata: { name: string } }[];
    for (const { metadata } of entities) {
      const [first = ''] = await find(portal, metadata.name, '&pageLimit=1');
      const title = await titleOf(portal, first);
      // A name can be a title elsewhere; either is exact.
      expect([first.split('/').at(-1), title.toLowerCase()], metadata.name).toContain(metadata.name.toLowerCase());
    }
  });

  test('"tech" does not find the teams', async () => {
    const found = await find(portal, 'tech');
    expect(found.filter((ref) => ref.startsWith('group:'))).toEqual([]);
  });

  test('no text makes it fail or answer much', async () => {
    const hostile = [
      '*'.repeat(100),
      '"',
      "'",
      'AND',
      'a OR b NOT c NEAR(d, 3)',
      '\0',
      '{name_words}: x',
      '(((',
      '🦜',
      'שלום',
      "'); DROP TABLE document; --",
      '%',
      '_',
      ':*',
      '&|!<->',
      'a '.repeat(50),
    ];
    for (const term of hostile) expect((await find(portal, term)).length, term).toBeLessThanOrEqual(25);
    const { status } = await portal.request(`/api/search/query?term=${'x'.repeat(10_000)}`);
    expect(status).toBe(400);
  });
});

async function titleOf(portal: Answering, ref: string): Promise<string> {
  const [, kind, namespace, name] = /^(.*?):(.*?)\/(.*)$/.exec(ref) ?? [];
  const { body } = await portal.request(`/api/catalog/entities/by-name/${kind}/${namespace}/${name}`);
  return (body as { metadata: { title?: string } }).metadata.title ?? '';
}

suite.each(testDatabases())('the search index on %s', (kind) => {
  let company: Company;
  let portal: TestPortal;
  const config = () => ({ sources: [{ type: 'folder', target: company.folder }] });
  beforeEach(async () => {
    company = new Company();
    company.component('phonograph', 'Engraves sound in wax');
    company.component('gramophone', 'Plays flat discs');
    portal = await startOn(kind, { config: config() });
    await indexed(portal, 2);
  });
  afterEach(async () => {
    await portal.stop();
    company.delete();
  });

  test('follows what is added, changed and removed', async () => {
    company.component('zoetrope', 'Shows moving drawings');
    await eventually(async () => expect(await find(portal, 'moving drawings')).toEqual(['component:default/zoetrope']));
    company.component('zoetrope', 'Sits in a cellar');
    await eventually(async () => expect(await find(portal, 'cellar')).toEqual(['component:default/zoetrope']));
    expect(await find(portal, 'drawings')).toEqual([]);
    company.remove('zoetrope');
    await eventually(async () => expect(await find(portal, 'zoetrope')).toEqual([]));
    await indexed(portal, 2);
  });

  test('uses the place of what is gone for what comes, and finds only what is there', async () => {
    company.remove('gramophone');
    await indexed(portal, 1);
    company.component('harmonium', 'Breathes');
    await indexed(portal, 2);
    expect(await find(portal, 'harmonium')).toEqual(['component:default/harmonium']);
    expect(await find(portal, 'gramophone')).toEqual([]);
    expect(await find(portal, 'flat discs')).toEqual([]);
  });

  test('is there at once after a restart, and nothing was written for it', async () => {
    const { writes } = await stateOf(portal);
    await portal.stop({ keep: true });
    const { dataFolder, databaseUrl } = portal;
    portal = await startOn(kind, { config: config(), again: { dataFolder, ...(databaseUrl ? { databaseUrl } : {}) } });
    expect(await find(portal, 'phonograph')).toEqual(['component:default/phonograph']);
    expect(await stateOf(portal)).toMatchObject({ isReady: true, documents: 2, writes });
  });
});

suite.each(testDatabases().filter((kind) => kind === 'postgres'))('the search of two replicas on %s', (kind) => {
  test('is written by one and answered by both', async () => {
    const company = new Company();
    company.components(3);
    const config = { sources: [{ type: 'folder', target: company.folder }] };
    const one = await startOn(kind, { config });
    const dataFolder = mkdtempSync(join(tmpdir(), 'callboard-replica-'));
    const other = await startOn(kind, { config, again: { dataFolder, databaseUrl: one.databaseUrl! } });
    try {
      await indexed(one, 3);
      await indexed(other, 3);
      company.component('phonograph', 'Engraves sound in wax');
      for (const portal of [one, other])
        await eventually(async () => expect(await find(portal, 'wax')).toEqual(['component:default/phonograph']));
      expect((await stateOf(other)).writes).toBe((await stateOf(one)).writes);
    } finally {
      await other.portal.stop();
      rmSync(dataFolder, { recursive: true });
      await one.stop();
      company.delete();
    }
  });
});
