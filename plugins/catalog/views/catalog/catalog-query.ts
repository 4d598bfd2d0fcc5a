/** How the URL of the catalog page and the questions to the server hang together. */

/** A way to narrow the list down. */
export interface Facet {
  /** Name in the URL. */
  param: string;
  /** Key in the filter grammar. */
  field: string;
  /** Only values that begin like this belong to the facet; they are references. */
  refsOf?: string[];
}

export const facets: readonly Facet[] = [
  { param: 'kind', field: 'kind' },
  { param: 'type', field: 'spec.type' },
  { param: 'owner', field: 'relations.ownedBy', refsOf: ['group', 'user'] },
  { param: 'lifecycle', field: 'spec.lifecycle' },
  { param: 'system', field: 'relations.partOf', refsOf: ['system'] },
  { param: 'tag', field: 'metadata.tags' },
  { param: 'namespace', field: 'metadata.namespace' },
];

/** Where the text filter looks. */
const TEXT_FIELDS = 'metadata.name,metadata.title,metadata.description,spec.profile.displayName';
export const NAME_FIELD = 'metadata.name';

export interface CatalogQuery {
  text: string;
  /** By facet parameter: the chosen values. */
  chosen: Record<string, readonly string[]>;
  sort: { field: string; descending: boolean };
}

export function readCatalogQuery(params: URLSearchParams): CatalogQuery {
  const sort = params.get('sort') ?? '';
  return {
    text: params.get('text') ?? '',
    chosen: Object.fromEntries(facets.map(({ param }) => [param, params.getAll(param)])),
    sort: { field: sort.replace(/^-/, '') || NAME_FIELD, descending: sort.startsWith('-') },
  };
}

/** One set of the filter grammar: values of a facet are alternatives, facets hold together. A comma cannot be part of a value. */
export function filterOf(query: CatalogQuery, without?: string): string | undefined {
  const conditions = facets
    .filter(({ param }) => param !== without)
    .flatMap(({ param, field }) =>
      (query.chosen[param] ?? []).map((value) => `${field}=${value.replaceAll(',', ' ')}`),
    );
  return conditions.length > 0 ? conditions.join(',') : undefined;
}

/** Parameters of the text filter, where there is one. */
export function textParams(query: CatalogQuery) {
  const term = query.text.trim();
  return term === '' ? {} : { fullTextFilterTerm: term, fullTextFilterFields: TEXT_FIELDS };
}

/** Parameters of a page of the list. */
export function listParams(query: CatalogQuery, fields: readonly string[]) {
  return {
    filter: filterOf(query),
    ...textParams(query),
    orderField: `${query.sort.field},${query.sort.descending ? 'desc' : 'asc'}`,
    fields: fields.join(','),
  };
}

/** Whether anything narrows the list. */
export function isNarrowed(query: CatalogQuery): boolean {
  return query.text.trim() !== '' || facets.some(({ param }) => (query.chosen[param] ?? []).length > 0);
}
