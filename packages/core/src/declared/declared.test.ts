import { describe, expect, test } from 'vitest';
import { manifestSchema } from '../manifest.ts';

const about = { id: 'status', name: 'Status', description: 'Shows.' };
const config = {
  url: { type: 'string', description: 'Where it is.' },
  token: { type: 'string', description: 'Its token.', secret: true },
};
const runs = { url: '${config.url}/services/${entity.annotation.status.example/id}' };
const card = { id: 'now', title: 'Now', show: { view: 'keyValue' }, data: 'runs' };

function problemsOf(data: object, contributes: object = {}): string[] {
  const result = manifestSchema.safeParse({ ...about, config, data, contributes });
  return (result.error?.issues ?? []).map((issue) => `${issue.path.join('.')}: ${issue.message}`);
}

test('a source and a card are a plugin, with a permission to read', () => {
  const manifest = manifestSchema.parse({ ...about, config, data: { runs }, contributes: { entityCards: [card] } });
  expect(manifest.data['runs']).toMatchObject({ method: 'GET', cache: '1m', timeout: '10s', retries: 1 });
  expect(manifest.contributes.permissions).toEqual([
    { id: 'status.read', description: 'See what Status shows.', changes: false },
  ]);
});

test('a card is for entities that have the annotation that its data needs', () => {
  const cards = [card, { ...card, id: 'more', appliesTo: 'kind=component' }];
  const manifest = manifestSchema.parse({ ...about, config, data: { runs }, contributes: { entityCards: cards } });
  expect(manifest.contributes.entityCards.map(({ appliesTo }) => appliesTo)).toEqual([
    'metadata.annotations.status.example/id',
    'kind=component,metadata.annotations.status.example/id',
  ]);
});

test('a badge and a fact are for entities that have what their data needs', () => {
  const entityBadges = [
    { id: 'now', title: 'Now', show: { view: 'badge' }, data: 'runs', appliesTo: 'kind=component' },
  ];
  const facts = [{ id: 'uptime', title: 'Uptime', type: 'number', data: 'runs', every: '10m' }];
  const { contributes } = manifestSchema.parse({
    ...about,
    config,
    data: { runs },
    contributes: { entityBadges, facts },
  });
  expect(contributes.entityBadges[0]!.appliesTo).toBe('kind=component,metadata.annotations.status.example/id');
  expect(contributes.facts[0]).toMatchObject({
    appliesTo: 'metadata.annotations.status.example/id',
    permission: 'status.read',
  });
});

test('a page that shows data needs no permission of its own', () => {
  const pages = [{ path: '/status', title: 'Status', show: { view: 'markdown' }, data: 'text' }];
  const manifest = manifestSchema.parse({ ...about, data: { text: { value: 'Hello' } }, contributes: { pages } });
  expect(manifest.contributes.pages[0]!.permission).toBe('status.read');
});

describe('refused is', () => {
  test.each<[string, object, string]>([
    ['a source of nothing', {}, 'data.runs: is one of url, file and value'],
    ['a source of two things', { url: 'https://a.example/', value: 1 }, 'data.runs: is one of url, file and value'],
    ['a host of the entity', { url: 'https://${entity.name}/' }, 'data.runs.url: '],
    ['an unknown setting', { url: '${config.uri}/x' }, 'data.runs: the plugin has no setting uri'],
    ['a place that is not understood', { url: 'https://a.example/${name}' }, 'data.runs.url: ${name}: known are'],
    ['a secret among what is shown', { value: ['${config.token}'] }, 'data.runs: token is a secret'],
    ['a body without POST', { url: 'https://a.example/', body: {} }, 'data.runs.body: goes with method: POST'],
    ['a header of the connection', { url: 'https://a.example/', headers: { Host: 'b' } }, 'data.runs.headers.Host: '],
    ['a file outside the plugin', { file: './../x.json' }, 'data.runs.file: must not contain ..'],
    ['an endless patience', { url: 'https://a.example/', timeout: '10m' }, 'data.runs.timeout: at most 30s'],
    ['a permission that is not declared', { value: 1, permission: 'status.see' }, 'data.runs.permission: status.see'],
  ])('%s', (_what, source, complaint) => {
    expect(problemsOf({ runs: source })).toEqual([expect.stringContaining(complaint)]);
  });

  test.each<[string, object, string]>([
    ['neither view nor show', { show: undefined, data: undefined }, 'entityCards.0: has either view or show'],
    ['show without data', { data: undefined }, 'entityCards.0: show needs data'],
    ['data that is not declared', { data: 'builds' }, 'entityCards.0.data: builds is not among the data sources'],
    ['a view that there is not', { show: { view: 'pie' } }, 'entityCards.0.show.view: '],
    [
      'a frame from a setting that is not there',
      { show: { view: 'frame', from: ['${config.uri}'] } },
      'entityCards.0.show: the plugin has no setting uri',
    ],
  ])('%s', (_what, change, complaint) => {
    expect(problemsOf({ runs }, { entityCards: [{ ...card, ...change }] })).toEqual([
      expect.stringContaining(complaint),
    ]);
  });

  test.each<[string, object, string]>([
    [
      'a badge that is a table',
      { entityBadges: [{ ...card, show: { view: 'table', columns: [{ field: 'a' }] } }] },
      'is badge here',
    ],
    ['a fact of no source', { facts: [{ id: 'a', title: 'A', type: 'number', data: 'none' }] }, 'none is not among'],
    [
      'a fact of no entity',
      { facts: [{ id: 'a', title: 'A', type: 'number', data: 'all' }] },
      'all says the same of every entity',
    ],
    ['a fact read all the time', { facts: [{ id: 'a', title: 'A', type: 'number', every: '1s' }] }, 'at least 1m'],
    [
      'facts where there is no entity',
      { homeWidgets: [{ id: 'a', title: 'A', show: { view: 'facts' } }] },
      'facts are of an entity',
    ],
  ])('%s', (_what, contributes, complaint) => {
    expect(problemsOf({ runs, all: { url: 'https://a.example/' } }, contributes)).toEqual([
      expect.stringContaining(complaint),
    ]);
  });

  test('data of an entity where there is none', () => {
    const widget = { id: 'now', title: 'Now', show: { view: 'keyValue' }, data: 'runs' };
    expect(problemsOf({ runs }, { homeWidgets: [widget] })).toEqual([
      expect.stringContaining('runs needs an entity, and there is none here'),
    ]);
  });
});
