import { expect, test } from 'vitest';
import type { JsonObject } from '@callboard/plugin/server';
import searchType from './search-document.ts';

function documentOf(key: string, body: JsonObject) {
  const [document] = searchType.documents({ key, body });
  return document!;
}

test('a component is found by its names, and shown with owner, type and links', () => {
  const document = documentOf('component:default/web', {
    kind: 'Component',
    metadata: {
      name: 'Web',
      title: 'Web player',
      description: 'Plays in a browser tab',
      tags: ['react'],
      links: [
        { url: 'https://runbook.example', title: 'Runbook' },
        { url: 'javascript:alert(1)', title: 'No' },
      ],
    },
    spec: { type: 'website', lifecycle: 'production', owner: 'group:default/apps', system: 'system:default/listening' },
  });
  expect(document).toMatchObject({
    title: 'Web player',
    names: ['Web'],
    text: 'Plays in a browser tab',
    location: '/catalog/default/component/web',
    entityRef: 'component:default/web',
    links: [{ title: 'Runbook', url: 'https://runbook.example' }],
    fields: { kind: 'Component', namespace: 'default', type: 'website', componentType: 'website', owner: 'apps' },
  });
  expect(document.tags).toEqual(expect.arrayContaining(['react', 'apps', 'listening', 'website']));
});

test('a person is found by display name and address', () => {
  const document = documentOf('user:default/ada', {
    kind: 'User',
    metadata: { name: 'ada' },
    spec: { profile: { displayName: 'Ada Okonjo', email: 'ada@example.org' }, memberOf: ['playback'] },
  });
  expect(document).toMatchObject({ title: 'Ada Okonjo', names: ['ada', 'Ada Okonjo', 'ada@example.org'] });
  expect(document.text).toContain('ada@example.org');
});

test('a location comes after everything else, and whatever stands in a field, it does not fail', () => {
  const odd = documentOf('location:default/x', {
    kind: 'Location',
    metadata: { name: 'x', tags: 3 },
    spec: { owner: ['a'], type: {} },
  } as unknown as JsonObject);
  expect(odd.weight).toBe(-1);
});
