import { expect, test } from 'vitest';
import type { Entity } from './entity.ts';
import { appliesTo } from './applies-to.ts';

const api: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'API',
  metadata: { name: 'player', tags: ['public'], annotations: { 'example.org/pager': 'P1' } },
  spec: { type: 'openapi' },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/playback' }],
};

test.each([
  [undefined, true],
  ['', true],
  ['kind=api', true],
  ['kind=component', false],
  ['kind=api,spec.type=OpenAPI', true],
  ['kind=api,spec.type=grpc', false],
  ['spec.type=grpc,spec.type=openapi', true],
  ['metadata.annotations.example.org/pager', true],
  ['metadata.annotations.example.org/other', false],
  ['metadata.tags=public', true],
  ['metadata.tags.public', true],
  ['relations.ownedBy=group:default/playback', true],
])('the filter %j applies: %s', (filter, expected) => {
  expect(appliesTo(api, filter)).toBe(expected);
});
