import { expect, test } from 'vitest';
import { choiceOf, clearFilters, isNarrowed, readCatalogQuery, toggleValue } from './catalog-query.ts';

const nobody = { me: [], stars: [] };
const read = (text: string) => readCatalogQuery(new URLSearchParams(text));
const where = (text: string) => choiceOf(read(text), nobody).where;

test('facets hold together, values of one facet are alternatives', () => {
  expect(where('kind=component&kind=api&owner=group:default/playback')).toEqual([
    { field: 'kind', prefixes: [], values: ['component', 'api'], none: false },
    { field: 'relations.ownedBy', prefixes: ['group', 'user'], values: ['group:default/playback'], none: false },
  ]);
});

test('an empty value asks for what has none', () => {
  expect(where('owner=&lifecycle=deprecated')).toEqual([
    { field: 'relations.ownedBy', prefixes: ['group', 'user'], values: [], none: true },
    { field: 'spec.lifecycle', prefixes: [], values: ['deprecated'], none: false },
  ]);
});

test('what is wrong is asked for by level, and so is what has nothing wrong', () => {
  expect(where('findings=error&findings=')).toEqual([
    { field: 'findings', prefixes: [], values: ['error'], none: true },
  ]);
});

test('any field can be a filter, and nothing else', () => {
  expect(where('spec.tier=1&metadata.labels.example.org/team=a&nonsense=b&sort=kind')).toEqual([
    { field: 'spec.tier', prefixes: [], values: ['1'], none: false },
    { field: 'metadata.labels.example.org/team', prefixes: [], values: ['a'], none: false },
  ]);
});

test('the URL says text, order, columns and whose to show', () => {
  const query = read('text=+drop+&sort=-spec.type&columns=kind,spec.owner&show=owned');
  expect(query).toMatchObject({
    sort: { field: 'spec.type', descending: true },
    columns: ['kind', 'spec.owner'],
  });
  expect(choiceOf(query, { me: ['user:default/ada'], stars: [] })).toMatchObject({
    text: 'drop',
    show: 'owned',
    me: ['user:default/ada'],
  });
  expect(read('show=nonsense&sort=-&columns=')).toMatchObject({
    show: 'all',
    sort: { field: 'metadata.name' },
    columns: undefined,
  });
});

test('an address that asks for more than the server takes is cut, not refused', () => {
  const many = Array.from({ length: 500 }, (_, place) => `tag=${place}`).join('&');
  const query = read(`${many}&text=${'x'.repeat(1000)}`);
  expect(query.chosen['tag']).toHaveLength(200);
  expect(query.text).toHaveLength(300);
});

test('knows whether anything narrows the list', () => {
  expect(isNarrowed(read('kind=component'))).toBe(true);
  expect(isNarrowed(read('owner='))).toBe(true);
  expect(isNarrowed(read('sort=kind&text=++&show=owned'))).toBe(false);
});

test('a value is chosen and taken away again, in any case of letters', () => {
  const params = new URLSearchParams('owner=Group:default/a&sort=-kind');
  const [kind, , owner] = read('').facets;
  toggleValue(params, owner!, 'group:default/b');
  toggleValue(params, owner!, 'group:default/A');
  expect(params.toString()).toBe('sort=-kind&owner=group%3Adefault%2Fb');
  toggleValue(params, kind!, 'API');
  expect(params.getAll('kind')).toEqual(['api']);
  expect(params.has('sort')).toBe(false);
});

test('clearing the filters leaves how the list is shown', () => {
  const params = new URLSearchParams('kind=api&text=x&spec.tier=1&sort=kind&columns=kind&show=starred');
  clearFilters(params);
  expect(params.toString()).toBe('sort=kind&columns=kind&show=starred');
});
