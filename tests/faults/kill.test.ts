/** A portal that is killed at any moment of a harvest: what it said is kept, and nothing is half done. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe as suite, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { databaseAddress, openDatabase, type Database } from '../../packages/server/src/storage/database.ts';
import { component, Company } from '../contract/support/company.ts';
import { countEntities, describe, eventually, sourcesOf } from '../contract/support/portal.ts';
import { freshPostgres, testDatabases } from '../setup/databases.ts';
import { PortalProcess } from './portal-process.ts';

const REPOSITORIES = 500;
const EACH = 3;
const ROUNDS = 4;

suite.each(testDatabases())('killed on %s', (kind) => {
  let company: Company;
  let dataFolder: string;
  let configFile: string;
  let databaseUrl: string | undefined;
  let drop: () => Promise<void>;

  beforeEach(async () => {
    company = new Company();
    dataFolder = mkdtempSync(join(tmpdir(), 'callboard-kill-'));
    configFile = join(dataFolder, 'callboard.yaml');
    const fresh = kind === 'postgres' ? await freshPostgres() : undefined;
    databaseUrl = fresh?.url;
    drop = async () => fresh?.drop();
    writeFileSync(
      configFile,
      stringify({
        auth: { guest: false },
        sources: [{ type: 'folder', target: company.folder }],
        ...(databaseUrl ? { database: { url: databaseUrl } } : {}),
      }),
    );
  });
  afterEach(async () => {
    company.delete();
    rmSync(dataFolder, { recursive: true, force: true });
    await drop();
  });

  /** Every document of every repository says which round it is. */
  const write = (round: number) => {
    for (let repository = 0; repository < REPOSITORIES; repository += 1) {
      const documents = Array.from({ length: EACH }, (_, index) =>
        component(`r${repository}-${index}`, `Round ${round}`),
      );
      company.write(`r${repository}/catalog-info.yaml`, documents.slice(1).join('---\n'));
      company.write(`r${repository}/more/catalog-info.yaml`, documents[0]!);
    }
  };

  /** Looks into the tables. @returns the round that each repository is at */
  const inspect = async (): Promise<Map<string, number>> => {
    const database = openDatabase(databaseAddress(databaseUrl, dataFolder));
    try {
      await checkTables(database);
      return await roundsOf(database);
    } finally {
      await database.close();
    }
  };

  test('at random moments: every repository is at one round, what was acknowledged stays, and the next start goes on', async () => {
    const excluded: string[] = [];
    let seen = 0;
    for (let round = 1; round <= ROUNDS; round += 1) {
      write(round);
      const portal = await PortalProcess.start({ configFile, dataFolder });
      // By turns while it reads, and while it writes.
      if (round % 2) await eventually(async () => expect((await sourcesOf(portal))[0]!.lastStartedAt).toBeDefined());
      else await eventually(async () => expect(await newest(portal)).toMatchObject({ cause: { type: 'harvest' } }));
      const wait = Math.random() * 120;
      const deadline = Date.now() + wait;
      do {
        const entityRef = `component:default/r${REPOSITORIES - 1 - excluded.length}-0`;
        const { status } = await portal.request('/api/callboard/exclusions', {
          method: 'POST',
          body: JSON.stringify({ entityRef, reason: 'Not this one' }),
        });
        if (status < 300) excluded.push(entityRef);
        const text = await describe(portal, 'r0-0');
        if (text) seen = Math.max(seen, Number(text.split(' ')[1]));
      } while (Date.now() < deadline);
      await portal.kill();
      const rounds = await inspect();
      expect(rounds.get('r0') ?? 0, `killed after ${wait} ms`).toBeGreaterThanOrEqual(seen);
    }
    const portal = await PortalProcess.start({ configFile, dataFolder });
    await eventually(async () =>
      expect((await sourcesOf(portal))[0]).toMatchObject({
        state: 'ok',
        entities: REPOSITORIES * EACH - excluded.length,
        repositories: REPOSITORIES,
      }),
    );
    await eventually(async () => expect(await countEntities(portal)).toBe(REPOSITORIES * EACH - excluded.length));
    await eventually(async () => expect(await describe(portal, 'r1-1')).toBe(`Round ${ROUNDS}`));
    const listed = (
      (await portal.request('/api/callboard/exclusions')).body as { items: { entityRef: string }[] }
    ).items.map((item) => item.entityRef);
    expect(listed).toEqual(expect.arrayContaining(excluded));
    await portal.stop();
    expect(new Set((await inspect()).values())).toEqual(new Set([ROUNDS]));
  });
});

async function newest(portal: PortalProcess): Promise<unknown> {
  const { body } = await portal.request('/api/callboard/changes?limit=1');
  return (body as { items: { at: string }[] }).items.find((change) => Date.parse(change.at) > portal.startedAt);
}

/** What must hold in the tables whatever happened. */
async function checkTables({ read }: Database): Promise<void> {
  const records = await read
    .selectFrom('record')
    .leftJoin('file', 'file.id', 'record.file_id')
    .leftJoin('body', 'body.hash', 'record.hash')
    .select(['record.id', 'record.key', 'record.active', 'record.hash', 'file.id as file', 'body.hash as body'])
    .execute();
  expect(records.filter((record) => !record.file || !record.body)).toEqual([]);
  const active = records.filter((record) => record.active);
  expect(new Set(active.map((record) => record.key)).size).toBe(active.length);
  const changes = await read.selectFrom('change').select(['seq', 'key', 'after']).orderBy('seq').execute();
  expect(changes.map((change) => change.seq)).toEqual(changes.map((_, index) => index + 1));
  const last = new Map(changes.map((change) => [change.key, change.after]));
  const visible = new Map(active.map((record) => [record.key, record.hash]));
  expect(new Map([...last].filter(([, hash]) => hash !== null).sort())).toEqual(new Map([...visible].sort()));
}

/** @throws when a repository is at two rounds at once, or says less than all */
async function roundsOf({ read }: Database): Promise<Map<string, number>> {
  const rows = await read
    .selectFrom('record')
    .innerJoin('file', 'file.id', 'record.file_id')
    .innerJoin('repository', 'repository.id', 'file.repository_id')
    .innerJoin('body', 'body.hash', 'record.hash')
    .select(['repository.name', 'body.text'])
    .execute();
  const rounds = new Map<string, number>();
  for (const [name, ofRepository] of Map.groupBy(rows, (row) => row.name)) {
    const said = ofRepository.map(({ text }) => Number(/Round (\d+)/.exec(text)?.[1]));
    expect(said, name).toEqual(Array.from({ length: EACH }, () => said[0]));
    rounds.set(name, said[0]!);
  }
  return rounds;
}
