import { refIn, refName } from '@callboard/plugin/web';
import type { Entity, KindInfo } from '@callboard/plugin/web';
import { NAME_FIELD } from './catalog-query.ts';
import { fieldTitle } from './facet.ts';
import { messages } from './messages.ts';

export interface Column {
  path: string;
  title: string;
}

export const DESCRIPTION = 'metadata.description';

/** Fields that every row needs, whatever its columns. */
const ROW_FIELDS = ['kind', NAME_FIELD, 'metadata.namespace', 'metadata.title', 'spec.profile.displayName'];

const MIXED: readonly Column[] = [
  { path: 'kind', title: messages.facet.kind },
  { path: 'spec.type', title: messages.facet.type },
  { path: 'spec.owner', title: messages.facet.owner },
  { path: 'spec.lifecycle', title: messages.facet.lifecycle },
];

/** Columns that any list can have, beside those of its kind. */
const ALWAYS: readonly Column[] = [
  ...MIXED,
  { path: 'spec.system', title: messages.facet.system },
  { path: 'metadata.tags', title: messages.facet.tag },
  { path: 'metadata.namespace', title: messages.facet.namespace },
  { path: DESCRIPTION, title: messages.description },
];

/** Columns after the name: those of the kind when one is chosen, else what most kinds share. */
export function usualColumns(kind: KindInfo | undefined): readonly Column[] {
  const own = kind?.columns.map(({ path, title }) => ({ path, title })) ?? MIXED;
  return [...own, { path: DESCRIPTION, title: messages.description }];
}

/** Columns of these paths, by the names that the kind or the list has for them. */
export function columnsAt(paths: readonly string[], kind: KindInfo | undefined): Column[] {
  const known = [...usualColumns(kind), ...ALWAYS];
  return [...new Set(paths)]
    .filter((path) => path !== NAME_FIELD)
    .map((path) => known.find((column) => column.path === path) ?? { path, title: fieldTitle(path) });
}

/** Every column that could be added: the usual ones, then the fields, labels and annotations of these entities. */
export function possibleColumns(kind: KindInfo | undefined, entities: readonly Entity[]): Column[] {
  const found = new Set(entities.flatMap(fieldsIn));
  return columnsAt(
    [...usualColumns(kind).map(({ path }) => path), ...ALWAYS.map(({ path }) => path), ...[...found].toSorted()],
    kind,
  );
}

/** Paths of the fields with short values, labels and annotations of an entity. */
export function fieldsIn({ metadata, spec }: Entity): string[] {
  const short = (value: unknown) =>
    ['string', 'number', 'boolean'].includes(typeof value) && String(value).length < 200;
  return [
    ...Object.keys(metadata.labels ?? {}).map((key) => `metadata.labels.${key}`),
    ...Object.keys(metadata.annotations ?? {}).map((key) => `metadata.annotations.${key}`),
    ...Object.entries(spec ?? {}).flatMap(([key, value]) => ([value].flat().every(short) ? [`spec.${key}`] : [])),
  ];
}

export function fieldsOf(columns: readonly Column[]): string[] {
  return [...new Set([...ROW_FIELDS, ...columns.map((column) => column.path)])];
}

/** Value of a dotted path, as texts; a key of labels or annotations may itself hold dots. */
export function valuesAt(entity: Entity, path: string): string[] {
  const list = [at(entity, path.split('.'))].flat();
  return list.filter((one) => one !== undefined && one !== null && typeof one !== 'object').map(String);
}

function at(value: unknown, parts: readonly string[]): unknown {
  if (parts.length === 0) return value;
  if (typeof value !== 'object' || value === null) return undefined;
  for (let taken = 1; taken <= parts.length; taken += 1) {
    const key = parts.slice(0, taken).join('.');
    if (Object.hasOwn(value, key)) return at((value as Record<string, unknown>)[key], parts.slice(taken));
  }
  return undefined;
}

/** The reference that a value of a column stands for, when the kind says that the column names entities. */
export function refAt(entity: Entity, path: string, value: string, kinds: readonly KindInfo[]): string | undefined {
  const kind = kinds.find((one) => one.kind.toLowerCase() === entity.kind.toLowerCase());
  const field = kind?.relations.find((relation) => relation.path === path);
  return field && refIn(entity, value, field.defaultKind);
}

/** The first value of a column as a short text. */
export function textAt(entity: Entity, path: string, kinds: readonly KindInfo[]): string | undefined {
  const [value] = valuesAt(entity, path);
  if (value === undefined) return undefined;
  if (path === 'kind') return kinds.find((one) => one.kind.toLowerCase() === value.toLowerCase())?.singular ?? value;
  const ref = refAt(entity, path, value, kinds);
  return ref ? refName(ref) : value;
}
