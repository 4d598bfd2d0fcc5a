import { expect, test } from 'vitest';
import { filterOf, isNarrowed, listParams, readCatalogQuery } from './catalog-query.ts';

const query = readCatalogQuery(
  new URLSearchParams('kind=component&kind=api&owner=group:default/playback&text=+drop+&sort=-spec.type'),
);

test('facets hold together, values of one facet are alternatives', () => {
  expect(filterOf(query)).toBe('kind=component,kind=api,relations.ownedBy=group:default/playback');
});

test('a facet counts under the choices of the others', () => {
  expect(filterOf(query, 'kind')).toBe('relations.ownedBy=group:default/playback');
  expect(filterOf(readCatalogQuery(new URLSearchParams('kind=api')), 'kind')).toBeUndefined();
});

test('the URL says text and order', () => {
  expect(listParams(query, ['kind'])).toMatchObject({
    fullTextFilterTerm: 'drop',
    orderField: 'spec.type,desc',
    fields: 'kind',
  });
  expect(listParams(readCatalogQuery(new URLSearchParams()), ['kind'])).toMatchObject({
    orderField: 'metadata.name,asc',
    filter: undefined,
  });
});

test('a value with a comma cannot become a second condition', () => {
  expect(filterOf(readCatalogQuery(new URLSearchParams('type=a,kind=user')))).toBe('spec.type=a kind=user');
});

test('knows whether anything narrows the list', () => {
  expect(isNarrowed(query)).toBe(true);
  expect(isNarrowed(readCatalogQuery(new URLSearchParams('sort=kind&text=++')))).toBe(false);
});
