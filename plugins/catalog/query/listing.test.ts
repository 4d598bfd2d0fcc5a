import { expect, test } from 'vitest';
import { Catalog } from '../catalog.ts';
import type { Entity } from '@callboard/plugin/server';
import { component, StoredEntities } from '../stored-entities.fixture.ts';
import { findingSets } from './by-findings.ts';
import { chosen, facetCounts, listPage, scopeCounts } from './listing.ts';
import { ownersOf } from './owners.ts';
import { facetsBody, listBody } from './schema.ts';

function other(kind: string, name: string, spec: Entity['spec'] = {}): Entity {
  return { apiVersion: 'backstage.io/v1alpha1', kind, metadata: { name, namespace: 'default' }, spec };
}

const team = (name: string, parent?: string) =>
  other('Group', name, { type: 'team', children: [], ...(parent && { parent }) });

async function open(): Promise<Catalog> {
  const stored = new StoredEntities();
  await stored.put(
    team('sound'),
    team('playback', 'sound'),
    team('gapless', 'playback'),
    team('money'),
    other('User', 'ada', { memberOf: ['playback'] }),
    component('player', { owner: 'playback', lifecycle: 'production', system: 'stage' }),
    component('seam', { owner: 'gapless', lifecycle: 'deprecated' }, { tags: ['audio'] }),
    component('mixer', { owner: 'sound', lifecycle: 'production' }),
    component('till', { owner: 'money', lifecycle: 'deprecated' }, { description: 'Takes money for audio.' }),
    component('adrift', { lifecycle: 'deprecated' }),
    other('System', 'stage', { owner: 'user:ada' }),
  );
  return Catalog.open(stored.scope);
}

const { index } = await open();
const names = (documents: readonly number[]) => documents.map((document) => index.ref(document).split('/')[1]);
const list = (ask: object) => names(listPage(index, listBody.parse(ask)).documents);
const components = { field: 'kind', values: ['component'] };

test('what a person owns is their own, that of their teams, and of every team below those', () => {
  expect(ownersOf(index, ['user:default/ada'])).toEqual([
    'user:default/ada',
    'group:default/playback',
    'group:default/gapless',
  ]);
  expect(list({ show: 'owned', me: ['User:default/ada'] })).toEqual(['player', 'seam', 'stage']);
  expect(list({ show: 'owned' })).toEqual([]);
});

test('a team below itself does not go round for ever', async () => {
  const stored = new StoredEntities();
  await stored.put(team('a', 'b'), team('b', 'a'));
  const catalog = await Catalog.open(stored.scope);
  expect(ownersOf(catalog.index, ['group:default/a'])).toEqual(['group:default/a', 'group:default/b']);
});

test('starred are those of the list that are there', () => {
  expect(list({ show: 'starred', stars: ['component:default/till', 'component:default/gone'] })).toEqual(['till']);
  expect(list({ show: 'starred' })).toEqual([]);
});

test('what is deprecated and without an owner is found, also beside those of an owner', () => {
  const deprecated = { field: 'spec.lifecycle', values: ['Deprecated'] };
  expect(list({ where: [deprecated, { field: 'relations.ownedBy', none: true }] })).toEqual(['adrift']);
  const either = { field: 'relations.ownedBy', none: true, values: ['group:default/money'] };
  expect(list({ where: [deprecated, either] })).toEqual(['adrift', 'till']);
});

test('a text is looked for in names, descriptions and tags', () => {
  expect(list({ text: ' AUDIO ' })).toEqual(['seam', 'till']);
});

test('whatever it is sorted by, nothing is left out, and what is alike goes by name', () => {
  const order = (field: string, descending = false) => list({ where: [components], order: { field, descending } });
  expect(order('spec.lifecycle')).toEqual(['adrift', 'seam', 'till', 'mixer', 'player']);
  expect(order('spec.lifecycle', true)).toEqual(['mixer', 'player', 'adrift', 'seam', 'till']);
  expect(order('spec.system')).toEqual(['player', 'adrift', 'mixer', 'seam', 'till']);
  expect(order('spec.nonsense')).toEqual(['adrift', 'mixer', 'player', 'seam', 'till']);
});

test('pages follow one another without gap or overlap, in every order', () => {
  for (const field of ['metadata.name', 'spec.lifecycle', 'spec.system', 'kind', 'spec.nonsense']) {
    const whole = list({ order: { field } });
    const pages = Array.from({ length: 6 }, (_, page) => list({ order: { field }, offset: page * 2, limit: 2 }));
    expect(pages.flat(), field).toEqual(whole);
    expect(whole).toHaveLength(11);
  }
});

test('a facet counts under the choices of the others, with those that have no value', () => {
  const where = [components, { field: 'spec.lifecycle', values: ['deprecated'] }];
  const facets = [
    { field: 'spec.lifecycle' },
    { field: 'relations.ownedBy', prefixes: ['group', 'user'] },
    { field: 'relations.partOf', prefixes: ['system'] },
  ];
  expect(facetCounts(index, facetsBody.parse({ where, facets }))).toEqual([
    {
      values: [
        { value: 'deprecated', count: 3 },
        { value: 'production', count: 2 },
      ],
      distinct: 2,
      none: 0,
    },
    {
      values: [
        { value: 'group:default/gapless', count: 1 },
        { value: 'group:default/money', count: 1 },
      ],
      distinct: 2,
      none: 1,
    },
    { values: [], distinct: 0, none: 3 },
  ]);
});

test('of many values the most frequent come, those that match, and always those that are chosen', () => {
  const where = [{ field: 'kind', values: ['system'] }];
  const [few] = facetCounts(index, facetsBody.parse({ where, facets: [{ field: 'kind', limit: 1 }] }));
  expect(few).toMatchObject({
    values: [
      { value: 'Component', count: 5 },
      { value: 'System', count: 1 },
    ],
    distinct: 4,
  });
  const [matching] = facetCounts(index, facetsBody.parse({ facets: [{ field: 'kind', match: 'OUP' }] }));
  expect(matching).toMatchObject({ values: [{ value: 'Group', count: 4 }], distinct: 1 });
});

test('says how many there are of all, owned and starred under the same filters', () => {
  const ask = listBody.parse({ where: [components], me: ['group:default/sound'], stars: ['system:default/stage'] });
  expect(scopeCounts(index, ask)).toEqual({ all: 5, owned: 3, starred: 0 });
  expect(chosen(index, ask).count).toBe(5);
});

const sets = findingSets(
  index,
  new Map([
    ['component:default/player', { error: 2, warning: 1, info: 0 }],
    ['component:default/seam', { error: 0, warning: 1, info: 0 }],
    ['system:default/stage', { error: 0, warning: 0, info: 3 }],
    ['component:default/gone', { error: 1, warning: 0, info: 0 }],
  ]),
);
const withFindings = (where: object[]) => names(listPage(index, listBody.parse({ where }), sets).documents);

test('a list is narrowed down to what has findings of some levels, or none', () => {
  expect(withFindings([{ field: 'findings', values: ['error'] }])).toEqual(['player']);
  expect(withFindings([{ field: 'findings', values: ['ERROR', 'info'] }])).toEqual(['player', 'stage']);
  expect(withFindings([components, { field: 'findings', none: true }])).toEqual(['adrift', 'mixer', 'till']);
  expect(withFindings([components, { field: 'findings', none: true, values: ['warning'] }])).toHaveLength(5);
  expect(withFindings([{ field: 'findings', values: ['nonsense'] }])).toEqual([]);
});

test('findings are counted under the choices of the others, and narrow the counts of the others', () => {
  const where = [components, { field: 'findings', values: ['warning'] }];
  const ask = facetsBody.parse({ where, facets: [{ field: 'findings' }, { field: 'spec.lifecycle' }] });
  expect(facetCounts(index, ask, sets)).toEqual([
    {
      values: [
        { value: 'error', count: 1 },
        { value: 'warning', count: 2 },
      ],
      distinct: 2,
      none: 3,
    },
    {
      values: [
        { value: 'deprecated', count: 1 },
        { value: 'production', count: 1 },
      ],
      distinct: 2,
      none: 0,
    },
  ]);
  expect(scopeCounts(index, { ...ask, stars: ['component:default/seam'] }, sets)).toEqual({
    all: 2,
    owned: 0,
    starred: 1,
  });
});
