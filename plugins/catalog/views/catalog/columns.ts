import { refIn } from '@callboard/plugin/web';
import type { Entity, KindInfo } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import { NAME_FIELD } from './catalog-query.ts';

export interface Column {
  path: string;
  title: string;
  /** Every entity of the list has the field, so that sorting by it leaves none out. */
  sortable: boolean;
}

/** Fields that every row needs, whatever its columns. */
const ROW_FIELDS = [
  'kind',
  NAME_FIELD,
  'metadata.namespace',
  'metadata.title',
  'metadata.description',
  'spec.profile.displayName',
];

const MIXED: readonly Column[] = [
  { path: 'kind', title: messages.catalog.facet.kind, sortable: true },
  { path: 'spec.type', title: messages.catalog.facet.type, sortable: true },
  { path: 'spec.owner', title: messages.catalog.facet.owner, sortable: true },
  { path: 'spec.lifecycle', title: messages.catalog.facet.lifecycle, sortable: true },
];

/** Columns after the name: those of the kind when one is chosen, else what most kinds share. */
export function columnsOf(kind: KindInfo | undefined): readonly Column[] {
  if (!kind) return MIXED;
  return kind.columns.map((column) => ({ ...column, sortable: true }));
}

export function fieldsOf(columns: readonly Column[]): string[] {
  return [...new Set([...ROW_FIELDS, ...columns.map((column) => column.path)])];
}

/** Value of a dotted path, as texts. */
export function valuesAt(entity: Entity, path: string): string[] {
  let value: unknown = entity;
  for (const part of path.split('.'))
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[part] : undefined;
  const list = Array.isArray(value) ? value : [value];
  return list.filter((one) => one !== undefined && one !== null && typeof one !== 'object').map(String);
}

/** The reference that a value of a column stands for, when the kind says that the column names entities. */
export function refAt(entity: Entity, path: string, value: string, kinds: readonly KindInfo[]): string | undefined {
  const kind = kinds.find((one) => one.kind.toLowerCase() === entity.kind.toLowerCase());
  const field = kind?.relations.find((relation) => relation.path === path);
  return field && refIn(entity, value, field.defaultKind);
}
