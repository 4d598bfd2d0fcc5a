import { expect, test } from 'vitest';
import { manifestSchema } from '../manifest.ts';
import { configured, settingsMissed } from './configured.ts';

const manifest = manifestSchema.parse({
  id: 'builds',
  name: 'Builds',
  description: 'Shows builds.',
  config: {
    url: { type: 'string', description: 'Where.' },
    other: { type: 'string', description: 'Where else.' },
    token: { type: 'string', secret: true, description: 'Token.' },
  },
  data: {
    last: {
      url: '${config.url}/${entity.annotation.example.org/job}',
      headers: { authorization: 'Bearer ${config.token}' },
      offers: 'builds-data',
    },
    all: { url: '${config.url}/all' },
    elsewhere: { url: '${config.other}/${entity.annotation.example.org/slug}' },
  },
  contributes: {
    permissions: [{ id: 'builds.run', description: 'Run.' }],
    entityCards: [
      { id: 'last', title: 'Builds', data: 'last', show: { view: 'list' } },
      { id: 'elsewhere', title: 'Builds', data: 'elsewhere', show: { view: 'list' }, note: 'Beta' },
    ],
    pages: [{ path: '/builds', title: 'Builds', data: 'all', show: { view: 'list' } }],
    navItems: [{ path: '/builds', title: 'Builds', icon: 'star' }],
    facts: [{ id: 'time', title: 'Time', type: 'number', data: 'last' }],
    entityActions: [
      { id: 'again', title: 'Again', permission: 'builds.run', call: { url: '${config.url}/again' } },
      { id: 'coded', title: 'Coded', permission: 'builds.run' },
    ],
    annotations: [
      { name: 'example.org/job', feature: 'Builds', description: 'Job.', example: 'a' },
      { name: 'example.org/slug', feature: 'Builds', description: 'Slug.', example: 'a' },
      { name: 'example.org/read-by-code', feature: 'More', description: 'More.', example: 'a' },
    ],
  },
});

test('what asks a tool that nobody set up is not there, nor is what it shows, offers, or would light up', () => {
  const { data, calls, services, contributes } = configured(manifest, { token: 'secret', url: '' });
  expect({ data, calls, services }).toMatchObject({ data: {}, calls: {}, services: { offers: [] } });
  const { entityCards, pages, navItems, facts, entityActions, annotations } = contributes;
  expect({ entityCards, pages, navItems, facts }).toEqual({ entityCards: [], pages: [], navItems: [], facts: [] });
  expect(entityActions.map(({ id }) => id)).toEqual(['coded']);
  expect(annotations.map(({ name }) => name)).toEqual(['example.org/read-by-code']);
});

test('each tool comes by itself, and without its token', () => {
  const { data, services, contributes } = configured(manifest, { url: 'https://ci.example.org' });
  expect(Object.keys(data)).toEqual(['last', 'all']);
  expect(services.offers).toEqual(['builds-data']);
  expect(contributes.entityCards.map(({ id }) => id)).toEqual(['last']);
  expect(contributes.navItems).toHaveLength(1);
  expect(contributes.annotations.map(({ name }) => name)).toEqual(['example.org/job', 'example.org/read-by-code']);
});

test('what comes from a plugin of this portal says what that says of itself', () => {
  const settings = { url: 'portal:/api/stand-ins/ci', other: 'portal:/api/stand-ins/ci' };
  const noteOf = (plugin: string) => (plugin === 'stand-ins' ? 'Sample data' : undefined);
  const { contributes } = configured(manifest, settings, noteOf);
  expect(contributes.entityCards.map(({ note }) => note)).toEqual(['Sample data', 'Beta']);
  expect(contributes.facts).toMatchObject([{ note: 'Sample data' }]);
  expect(configured(manifest, { url: 'https://stand-ins.example.org' }, noteOf).contributes.facts).toMatchObject([
    expect.not.objectContaining({ note: expect.anything() }),
  ]);
});

test('the settings that something waits for are named, and not those that only go into headers', () => {
  expect(settingsMissed(manifest, { url: '' })).toEqual(['other', 'url']);
  expect(settingsMissed(manifest, { url: 'https://ci.example.org', other: 'https://other.example.org' })).toEqual([]);
});
