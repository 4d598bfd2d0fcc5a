import { describe, expect, test } from 'vitest';
import { entityText, type SentEntity } from './output.ts';

function sent(more: Partial<SentEntity> = {}, metadata: object = {}): SentEntity {
  const body = JSON.stringify({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'pay', namespace: 'default', ...metadata },
    spec: { text: ',"metadata":{ }' },
  });
  return { body, hash: 'a'.repeat(64), uid: '11111111-1111-4111-8111-111111111111', state: {}, relations: [], ...more };
}
const read = (entity: SentEntity) =>
  JSON.parse(entityText(entity)) as {
    metadata: Record<string, unknown> & { annotations?: Record<string, string> };
    spec: object;
    relations: object[];
    status?: { items: object[] };
  };
const stale = {
  stale: {
    since: '2026-01-01',
    code: 'spec-invalid',
    message: "/spec must have required property 'owner' - missingProperty: owner",
    file: 'a/catalog-info.yaml',
    line: 7,
  },
};

test('uid, etag and relations are put in, the rest stays as it is', () => {
  const relations = [{ type: 'ownedBy', targetRef: 'group:default/payments' }];
  const entity = read(sent({ relations }));
  expect(entity).toEqual({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      uid: '11111111-1111-4111-8111-111111111111',
      etag: expect.stringMatching(/^[0-9a-f]{40}$/),
      name: 'pay',
      namespace: 'default',
    },
    spec: { text: ',"metadata":{ }' },
    relations,
  });
});

test('a stale entity says why', () => {
  expect(read(sent({ state: stale })).status).toEqual({
    items: [
      {
        type: 'backstage.io/catalog-processing',
        level: 'error',
        message:
          "InputError: /spec must have required property 'owner' - missingProperty: owner (a/catalog-info.yaml:7)",
        error: {
          name: 'InputError',
          message: "/spec must have required property 'owner' - missingProperty: owner (a/catalog-info.yaml:7)",
        },
      },
    ],
  });
});

test('the etag changes with body, relations, status and orphanhood, and not otherwise', () => {
  const etag = (entity: SentEntity) => read(entity).metadata.etag;
  const plain = etag(sent());
  expect(etag(sent())).toBe(plain);
  expect(etag(sent({ uid: '22222222-2222-4222-8222-222222222222' }))).toBe(plain);
  const others = [
    sent({ hash: 'b'.repeat(64) }),
    sent({ relations: [{ type: 'a', targetRef: 'b' }] }),
    sent({ state: stale }),
    sent({ state: { orphan: { since: 'x' } } }),
  ].map(etag);
  expect(new Set([plain, ...others]).size).toBe(5);
});

test('an orphan carries its annotation', () => {
  expect(read(sent({ state: { orphan: { since: 'x' } } }, { annotations: { a: 'b' } })).metadata.annotations).toEqual({
    a: 'b',
    'backstage.io/orphan': 'true',
  });
});

describe('links that would run a script', () => {
  test.each(['javascript:alert(1)', ' JavaScript:alert(1)', 'java\nscript:alert(1)', '\u0001javascript:alert("x")'])(
    '%j is made harmless',
    (url) => {
      const { annotations } = read(
        sent({}, { annotations: { 'backstage.io/view-url': url, 'backstage.io/edit-url': url, other: url } }),
      ).metadata;
      expect(annotations).toEqual({
        'backstage.io/view-url': 'about:blank',
        'backstage.io/edit-url': 'about:blank',
        other: url,
      });
    },
  );

  test('other links stay', () => {
    const annotations = {
      'backstage.io/view-url': 'https://example.org/?a="b"&javascript:',
      'backstage.io/edit-url': '',
    };
    expect(read(sent({}, { annotations })).metadata.annotations).toEqual(annotations);
  });
});
