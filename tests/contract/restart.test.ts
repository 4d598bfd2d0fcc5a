/** A portal that starts again from its saved index: nothing that happened meanwhile is missed, and nothing of another database is believed. */
import { cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe as suite, expect, test } from 'vitest';
import type { TestPortal } from '../../packages/server/src/testing.ts';
import { testDatabases } from '../setup/databases.ts';
import { Company } from './support/company.ts';
import { countEntities, describe, startOn } from './support/portal.ts';

const kindFile = (relation: string) => `kind: Component
apiVersions: [backstage.io/v1alpha1]
relations:
  - { path: spec.owner, forward: ${relation}, reverse: ${relation}Of, defaultKind: Group }
`;

suite.each(testDatabases())('a portal that starts again on %s', (kind) => {
  let company: Company;
  let portal: TestPortal;
  let config: Record<string, unknown>;

  beforeEach(async () => {
    company = new Company();
    company.components(40);
    config = { sources: [{ type: 'folder', target: company.folder }], harvest: { watch: false } };
    portal = await startOn(kind, { config });
  });
  afterEach(async () => {
    await portal.stop();
    company.delete();
  });

  const caches = (dataFolder = portal.dataFolder) => join(dataFolder, 'cache/plugins/catalog');
  const cached = () => join(caches(), readdirSync(caches())[0]!, 'index');
  const again = async () => {
    const { dataFolder, databaseUrl } = portal;
    portal = await startOn(kind, { config, again: { dataFolder, ...(databaseUrl ? { databaseUrl } : {}) } });
  };
  const stop = () => portal.stop({ keep: true });
  const relationsOf = async (name: string) => {
    const { body } = await portal.request(`/api/catalog/entities/by-name/component/default/${name}`);
    return (body as { relations: { type: string }[] }).relations.map(({ type }) => type);
  };

  test('has what another portal wrote to its database while it was down', async () => {
    await stop();
    const saved = `${portal.dataFolder}-saved`;
    cpSync(caches(), saved, { recursive: true });
    await again();
    company.component('c1', 'Edited');
    company.component('late');
    company.remove('c2');
    await portal.harvest();
    await stop();
    // As it was before all that: the database is ahead of it.
    rmSync(caches(), { recursive: true });
    cpSync(saved, caches(), { recursive: true });
    rmSync(saved, { recursive: true });
    await again();
    expect([await describe(portal, 'c1'), await describe(portal, 'late'), await describe(portal, 'c2')]).toEqual([
      'Edited',
      'A component',
      undefined,
    ]);
    expect(await countEntities(portal)).toBe(40);
  });

  test('answers right when the file is damaged', async () => {
    await stop();
    writeFileSync(cached(), 'not an index');
    await again();
    expect(await countEntities(portal)).toBe(40);
    expect(await relationsOf('c1')).toEqual(['ownedBy']);
  });

  test('does not take the index of another database for its own', async () => {
    await stop();
    const other = new Company();
    other.component('elsewhere');
    const [mine, mySaved, myConfig] = [portal, cached(), config];
    config = { sources: [{ type: 'folder', target: other.folder }] };
    portal = await startOn(kind, { config });
    await stop();
    // Once as it was copied with its folder, once in the very place where this portal looks.
    cpSync(caches(mine.dataFolder), caches(), { recursive: true });
    for (const folder of readdirSync(caches())) cpSync(mySaved, join(caches(), folder, 'index'));
    await again();
    expect([await countEntities(portal), await describe(portal, 'elsewhere')]).toEqual([1, 'A component']);
    await portal.stop();
    other.delete();
    portal = mine;
    config = myConfig;
    await again();
  });

  test('honours a kind that was changed in its configuration', async () => {
    const kinds = join(company.folder, 'kinds.yaml');
    await stop();
    for (const relation of ['runBy', 'careOf']) {
      writeFileSync(kinds, kindFile(relation));
      config = { ...config, catalog: { kinds: [kinds] } };
      await again();
      expect(await relationsOf('c1')).toEqual([relation]);
      await stop();
    }
    await again();
  });
});
