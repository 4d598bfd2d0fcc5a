/** The list that people look at: narrowed down, ordered with what lacks the field at its end, its facets counted. */
import type { Filter } from '@callboard/plugin/server';
import type { CatalogIndex, FacetValue, Found, TextFilter } from '../index/catalog-index.ts';
import type { Bitmap } from '../index/bitmap.ts';
import { findingFacet, findingsField, withFindings, type FindingSets } from './by-findings.ts';
import { orderThenName } from './order-then-name.ts';
import { ownersOf } from './owners.ts';
import type { Choice, Condition, FacetsAsk, ListAsk } from './schema.ts';

export interface ListPage {
  documents: number[];
  total: number;
}

export interface FacetCounts {
  values: (FacetValue & {
    /** What people call the entity that the value refers to. */
    title?: string;
  })[];
  /** How many values there are in all; those that match, when something is to be matched. */
  distinct: number;
  /** How many entities have no value. */
  none: number;
}

const textFields = [
  'metadata.name',
  'metadata.title',
  'metadata.description',
  'metadata.tags',
  'spec.profile.displayname',
];
const nameField = 'metadata.name';
const nothing: Filter = { op: 'any', filters: [] };

/** The entities of a choice; `findings` where it asks for them. */
export function chosen(index: CatalogIndex, choice: Choice, findings?: FindingSets): Found {
  return index.search(filterOf(index, choice), textOf(choice), within(index, choice, findings));
}

function within(index: CatalogIndex, choice: Choice, findings: FindingSets | undefined): Bitmap | undefined {
  return findings && withFindings(index, choice, findings);
}

/** One page, in the order of a field and then of names; what lacks the field comes last. */
export function listPage(index: CatalogIndex, ask: ListAsk, findings?: FindingSets): ListPage {
  const { members, count } = chosen(index, ask, findings);
  const order = orderThenName(index, ask.order?.field ?? nameField, ask.order?.descending ?? false);
  const documents: number[] = [];
  let before = 0;
  for (const document of order) {
    if (documents.length === ask.limit) break;
    if (members.has(document) && ++before > ask.offset) documents.push(document);
  }
  return { documents, total: count };
}

/** Counts of each facet under everything else that is chosen. */
export function facetCounts(index: CatalogIndex, ask: FacetsAsk, findings?: FindingSets): FacetCounts[] {
  const text = textOf(ask);
  const members = within(index, ask, findings);
  return ask.facets.map(({ field, prefixes, match, limit }) => {
    const filter = filterOf(index, ask, field);
    if (findings && field === findingsField) return findingFacet(index.search(filter, text).members, findings);
    const term = match.trim().toLowerCase();
    const values = index
      .facet(field, filter, text, members)
      .filter(({ value }) => !prefixes.length || prefixes.some((prefix) => value.startsWith(`${prefix}:`)))
      .map((one): FacetCounts['values'][number] => (prefixes.length ? withTitle(index, one) : one))
      .filter(({ value, title }) => term === '' || holds(value, term) || (title !== undefined && holds(title, term)))
      .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
    const without = together([filter, { op: 'not', filter: hasValue({ field, prefixes }) }]);
    const picked = new Set(
      ask.where.flatMap((one) => (one.field === field ? one.values : [])).map((one) => one.toLowerCase()),
    );
    const shown = values.filter(({ value }, place) => place < limit || picked.has(value.toLowerCase()));
    return { values: shown, distinct: values.length, none: index.search(without, text, members).count };
  });
}

function withTitle(index: CatalogIndex, one: FacetValue): FacetCounts['values'][number] {
  const document = index.find(one.value);
  if (document === undefined) return one;
  const title = index.value(document, 'metadata.title') ?? index.value(document, 'spec.profile.displayName');
  return title === undefined ? one : { ...one, title };
}

function holds(text: string, term: string): boolean {
  return text.toLowerCase().includes(term);
}

/** How many of the choice are there, the viewer's own, and starred. */
export function scopeCounts(index: CatalogIndex, ask: Choice, findings?: FindingSets): Record<Choice['show'], number> {
  const count = (show: Choice['show']) => chosen(index, { ...ask, show }, findings).count;
  return { all: count('all'), owned: count('owned'), starred: count('starred') };
}

function filterOf(index: CatalogIndex, choice: Choice, without?: string): Filter | undefined {
  const { where, show } = choice;
  return together([
    ...where
      .filter(({ field }) => field !== without && field !== findingsField)
      .flatMap((one) => conditionOf(one) ?? []),
    show === 'owned' ? ownedBy(index, choice.me) : undefined,
    show === 'starred' ? among(index, choice.stars) : undefined,
  ]);
}

function conditionOf(condition: Condition): Filter | undefined {
  const { field, values, none } = condition;
  const ways: Filter[] = [];
  if (values.length)
    ways.push({ op: 'equals', key: field.toLowerCase(), values: values.map((value) => value.toLowerCase()) });
  if (none) ways.push({ op: 'not', filter: hasValue(condition) });
  return ways.length > 1 ? { op: 'any', filters: ways } : ways[0];
}

function hasValue({ field, prefixes }: Pick<Condition, 'field' | 'prefixes'>): Filter {
  const key = field.toLowerCase();
  if (!prefixes.length) return { op: 'has', key };
  return { op: 'any', filters: prefixes.map((prefix) => ({ op: 'prefix', key, value: `${prefix}:` })) };
}

function ownedBy(index: CatalogIndex, me: readonly string[]): Filter {
  return me.length ? { op: 'equals', key: 'relations.ownedby', values: ownersOf(index, me) } : nothing;
}

function among(index: CatalogIndex, refs: readonly string[]): Filter {
  const values = refs.flatMap((ref) => {
    const document = index.find(ref.toLowerCase());
    return document === undefined ? [] : [index.info(document).uid.toLowerCase()];
  });
  return values.length ? { op: 'equals', key: 'metadata.uid', values } : nothing;
}

function together(filters: readonly (Filter | undefined)[]): Filter | undefined {
  const there = filters.filter((filter) => filter !== undefined);
  return there.length > 1 ? { op: 'all', filters: there } : there[0];
}

function textOf({ text }: Choice): TextFilter | undefined {
  const term = text.trim();
  return term === '' ? undefined : { term, fields: textFields };
}
