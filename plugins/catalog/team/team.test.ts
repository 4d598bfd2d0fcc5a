import { beforeAll, expect, test } from 'vitest';
import type { Entity, JsonObject } from '@callboard/plugin/server';
import { Catalog } from '../catalog.ts';
import type { CatalogIndex } from '../index/catalog-index.ts';
import { relationPage, relationsOf } from '../related/relations.ts';
import { StoredEntities } from '../stored-entities.fixture.ts';
import { teamPairs } from './dependencies.ts';
import { memberPage } from './members.ts';
import { ownedBy, ownedPage, ownersOf } from './owned.ts';
import { teamSummaries } from './summary.ts';

let index: CatalogIndex;
const stored = new StoredEntities();

function entity(kind: string, name: string, spec: JsonObject, metadata: Partial<Entity['metadata']> = {}): Entity {
  return { apiVersion: 'backstage.io/v1alpha1', kind, metadata: { name, ...metadata }, spec };
}

function node(ref: string): number {
  return index.node(ref)!;
}

function refs(items: { ref: string }[]): string[] {
  return items.map(({ ref }) => ref.replace('default/', ''));
}

/** A company of two areas; audio has a team below it, and the two areas need each other's things. */
beforeAll(async () => {
  await stored.put(
    entity('Group', 'company', { type: 'company', children: ['audio', 'web'] }),
    entity('Group', 'audio', { type: 'area', parent: 'company', children: ['codecs'] }),
    entity('Group', 'codecs', { type: 'team', parent: 'audio', children: [] }, { title: 'Codecs' }),
    entity('Group', 'web', { type: 'area', parent: 'company', children: [] }),
    entity('User', 'ada', { memberOf: ['codecs'], profile: { displayName: 'Ada' } }, { labels: { role: 'engineer' } }),
    entity('User', 'zoe', {
      memberOf: ['codecs', 'audio'],
      profile: { displayName: 'Zoe', title: 'Engineering lead' },
    }),
    entity('Domain', 'listening', { owner: 'audio' }),
    entity('System', 'player', { owner: 'audio', domain: 'listening' }),
    entity('Component', 'decoder', {
      type: 'library',
      lifecycle: 'production',
      owner: 'codecs',
      system: 'player',
    }),
    entity('Component', 'stream', {
      type: 'service',
      lifecycle: 'production',
      owner: 'audio',
      system: 'player',
      dependsOn: ['component:decoder', 'component:gone'],
      providesApis: ['stream'],
    }),
    entity('API', 'stream', { type: 'grpc', lifecycle: 'production', owner: 'audio', definition: '-' }),
    entity('Component', 'site', {
      type: 'website',
      lifecycle: 'production',
      owner: 'web',
      consumesApis: ['stream'],
      dependsOn: ['component:decoder'],
    }),
    entity('Component', 'lone', { type: 'service', lifecycle: 'production', owner: 'closed-team' }),
  );
  ({ index } = await Catalog.open(stored.scope));
});

test('what a team owns is counted with and without the teams below it, by kind and type', () => {
  const { owned, teams, domains, path } = teamSummaries(index)(node('group:default/audio'));
  expect({ direct: owned.direct, all: owned.all }).toEqual({ direct: 4, all: 5 });
  expect(owned.groups).toContainEqual({ kind: 'component', type: 'library', direct: 0, all: 1 });
  expect(teams).toMatchObject({ total: 1, below: 1, items: [{ title: 'Codecs', members: 2, owned: 1 }] });
  expect(domains.items).toMatchObject([{ ref: 'domain:default/listening', count: 4 }]);
  expect(refs(path)).toEqual(['group:company']);
});

test('everything below a team is listed page by page, and narrowed by kind and type', () => {
  const all = { reach: 'all', offset: 0, limit: 3 } as const;
  const first = ownedPage(index, node('group:default/audio'), all);
  const second = ownedPage(index, node('group:default/audio'), { ...all, offset: 3 });
  expect([first.total, first.items.length, second.items.length]).toEqual([5, 3, 2]);
  expect(new Set(refs([...first.items, ...second.items])).size).toBe(5);
  const libraries = ownedPage(index, node('group:default/audio'), { ...all, kind: 'component', type: 'Library' });
  expect(refs(libraries.items)).toEqual(['component:decoder']);
  expect(ownedPage(index, node('group:default/codecs'), { ...all, reach: 'direct' }).total).toBe(1);
});

test('teams need each other because their things do, through APIs as well; what stays inside does not count', () => {
  const audio = teamSummaries(index)(node('group:default/audio'));
  expect(audio.needs.total).toBe(0);
  expect(audio.neededBy).toMatchObject({ total: 1, items: [{ ref: 'group:default/web', count: 2 }] });
  const codecs = teamSummaries(index)(node('group:default/codecs'));
  expect(refs(codecs.neededBy.items).toSorted()).toEqual(['group:audio', 'group:web']);

  const owners = ownersOf(index, node('group:default/web'), 'all');
  const asked = { direction: 'needs', team: node('group:default/audio'), offset: 0, limit: 10 } as const;
  const pairs = teamPairs(index, ownedBy(index, owners), new Set(owners), asked);
  expect(pairs).toMatchObject({
    total: 1,
    items: [{ own: { ref: 'component:default/site' }, other: { ref: 'api:default/stream' } }],
  });
});

test('people are listed once, those who lead first, with the teams through which they belong', () => {
  const { total, items } = memberPage(index, node('group:default/audio'), { reach: 'all', offset: 0, limit: 10 });
  expect(total).toBe(2);
  expect(items).toMatchObject([
    { title: 'Zoe', role: 'Engineering lead', isLead: true },
    { title: 'Ada', role: 'engineer', teams: [{ ref: 'group:default/codecs' }] },
  ]);
  expect(items[0]!.teams).toHaveLength(2);
});

test('a person owns what their teams own', () => {
  expect(teamSummaries(index)(node('user:default/ada')).owned).toMatchObject({ direct: 0, all: 1 });
});

test('an entity tells what needs it, also through its APIs, and which of its targets are not there', () => {
  const { groups, path } = relationsOf(index, node('component:default/stream'), 8);
  expect(refs(path)).toEqual(['domain:listening', 'system:player']);
  const needed = groups.find(({ type }) => type === 'neededThroughApi');
  expect(needed?.items).toMatchObject([{ ref: 'component:default/site', via: [{ ref: 'api:default/stream' }] }]);
  const needs = relationPage(index, node('component:default/stream'), {
    type: 'dependsOn',
    kind: 'component',
    offset: 0,
    limit: 10,
  });
  expect(needs.items).toMatchObject([
    { ref: 'component:default/decoder', owners: [{ title: 'Codecs' }] },
    { ref: 'component:default/gone', isMissing: true, nearest: ['component:default/lone'] },
  ]);
});

test('a summary follows what changes', async () => {
  const catalog = await Catalog.open(stored.scope);
  const summaryOf = teamSummaries(catalog.index);
  const web = catalog.index.node('group:default/web')!;
  expect(summaryOf(web).owned.all).toBe(1);
  await stored.put(entity('Component', 'blog', { type: 'website', lifecycle: 'production', owner: 'web' }));
  expect(summaryOf(web).owned.all).toBe(2);
});
