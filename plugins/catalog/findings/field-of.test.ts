import { expect, test } from 'vitest';
import { Catalog } from '../catalog.ts';
import { component, StoredEntities } from '../stored-entities.fixture.ts';
import { fieldOf } from './field-of.ts';
import type { CatalogFinding } from './graph-findings.ts';

const stored = new StoredEntities();
await stored.put(component('player', { owner: 'nobody' }));
const catalog = await Catalog.open(stored.scope);
const about = (code: string, message: string, entityRef = 'component:default/player') =>
  fieldOf({ code, message, entityRef } as CatalogFinding, catalog);

test.each([
  ['reference-dangling', 'spec.owner refers to group:default/nobody, which does not exist', 'spec.owner'],
  ['spec-invalid', 'spec.lifecycle is missing', 'spec.lifecycle'],
  ['format-invalid', 'metadata.links[0].url should be a complete URL, but is "/x"', 'metadata.links[0].url'],
  ['value-not-text', 'metadata.annotations["a/b"] should be text, but is the number 7', 'metadata.annotations["a/b"]'],
])('%s names the field that another value mends', (code, message, field) => {
  expect(about(code, message)).toBe(field);
});

test('a field that has to be renamed, and an entity that is not there, cannot be mended in a form', () => {
  expect(about('field-misspelt', 'spec.owners is not a known field; did you mean owner?')).toBeUndefined();
  expect(about('spec-invalid', 'spec.owner is missing', 'component:default/gone')).toBeUndefined();
});
