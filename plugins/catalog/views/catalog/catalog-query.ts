/** How the URL of the catalog page and the questions to the server hang together. */
import { facetOfField, facets, isField, NONE } from './facet.ts';
import type { Facet } from './facet.ts';

export const NAME_FIELD = 'metadata.name';

export const SHOWS = ['all', 'owned', 'starred'] as const;
export type Show = (typeof SHOWS)[number];

export interface CatalogQuery {
  text: string;
  show: Show;
  /** Usual facets, and those of other fields that the URL names. */
  facets: readonly Facet[];
  /** By facet parameter: the chosen values; an empty one stands for having none. */
  chosen: Record<string, readonly string[]>;
  sort: { field: string; descending: boolean };
  /** Paths of the columns, where the URL says them. */
  columns: readonly string[] | undefined;
}

/** Who asks, as far as it narrows the list down. */
export interface Viewpoint {
  me: readonly string[];
  stars: readonly string[];
}

/** Bounds of what the server takes. */
const MOST_VALUES = 200;
const MOST_FACETS = 20;
const LONGEST = 300;

export function readCatalogQuery(params: URLSearchParams): CatalogQuery {
  const sort = (params.get('sort') ?? '').slice(0, LONGEST);
  const others = [...new Set(params.keys())].filter(isField).slice(0, MOST_FACETS).map(facetOfField);
  const all = [...facets, ...others];
  const columns = params.get('columns')?.split(',').filter(Boolean).slice(0, MOST_FACETS);
  return {
    text: (params.get('text') ?? '').slice(0, LONGEST),
    show: SHOWS.find((show) => show === params.get('show')) ?? 'all',
    facets: all,
    chosen: Object.fromEntries(all.map(({ param }) => [param, valuesOf(params, param)])),
    sort: { field: sort.replace(/^-/, '').trim() || NAME_FIELD, descending: sort.startsWith('-') },
    columns: columns?.length ? columns : undefined,
  };
}

function valuesOf(params: URLSearchParams, param: string): string[] {
  return params
    .getAll(param)
    .map((value) => value.slice(0, LONGEST))
    .slice(0, MOST_VALUES);
}

/** What the server is asked: values of a facet are alternatives, facets hold together. */
export function choiceOf(query: CatalogQuery, { me, stars }: Viewpoint) {
  const where = query.facets.flatMap(({ param, field, refsOf = [] }) => {
    const values = query.chosen[param] ?? [];
    if (values.length === 0) return [];
    return [
      {
        field,
        prefixes: refsOf,
        values: values.filter((value) => value !== NONE),
        none: values.includes(NONE),
      },
    ];
  });
  return { where, text: query.text.trim(), show: query.show, me, stars };
}

/** Whether anything narrows the list. */
export function isNarrowed(query: CatalogQuery): boolean {
  return query.text.trim() !== '' || Object.values(query.chosen).some((values) => values.length > 0);
}

/** Adds a value of a facet to the chosen ones, or takes it away. */
export function toggleValue(params: URLSearchParams, { param }: Facet, value: string): void {
  const chosen = params.getAll(param);
  const others = chosen.filter((one) => one.toLowerCase() !== value.toLowerCase());
  params.delete(param);
  for (const one of others.length < chosen.length
    ? others
    : [...others, param === 'kind' ? value.toLowerCase() : value])
    params.append(param, one);
  // Columns and their order belong to the kind.
  if (param === 'kind') for (const name of ['sort', 'columns']) params.delete(name);
}

/** Takes away all that narrows the list, and leaves how it is shown. */
export function clearFilters(params: URLSearchParams): void {
  for (const name of new Set(params.keys())) if (!['sort', 'columns', 'show'].includes(name)) params.delete(name);
}
