/** Facts of a manifest: named values of entities, kept with their history. */
import { z } from 'zod';
import { isFilterText } from '../filter.ts';
import { duration, usesEntity, type DataSource } from './data-source.ts';

const path = z.string().regex(/^[\w$-]+(\.[\w$-]+)*$/, 'the name of a field, or names with dots between them');

export const factTypes = ['number', 'string', 'boolean', 'date'] as const;
export type FactType = (typeof factTypes)[number];

export const factSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, 'lower-case letters, digits and dashes, starting with a letter'),
  title: z.string().min(1).max(100),
  description: z.string().max(500).default(''),
  type: z.enum(factTypes),
  /** Written after a number: `%`, `ms`. */
  unit: z.string().max(20).optional(),
  /** Which entities it is a value of; absent: all. */
  appliesTo: z.string().refine(isFilterText, 'a filter such as kind=api,spec.type=openapi').optional(),
  /** Data source that says it; absent: the server half records it. */
  data: z.string().optional(),
  /** Where in the data the value is; absent: the data is the value. */
  field: path.optional(),
  /** How often it is read. */
  every: duration('30d', '1m').default('1h'),
  /** A word or two said beside it, such as `Sample data`. */
  note: z.string().max(40).optional(),
  /** Who may see it: one that the manifest declares; absent: as the data source says, or everybody. */
  permission: z.string().optional(),
});

/** A fact as its plugin declares it. */
export type FactDefinition = z.output<typeof factSchema>;
/** What a fact is at a time; a date is ISO 8601. */
export type FactValue = number | string | boolean;

const LONGEST = 1000;

/** The value as the type of fact has it. @returns `undefined` for what is none */
export function factValueOf(type: FactType, value: unknown): FactValue | undefined {
  if (type === 'number') return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
  if (type === 'boolean') return typeof value === 'boolean' ? value : undefined;
  if (type === 'string') return typeof value === 'string' && value.length <= LONGEST ? value : undefined;
  return momentOf(value);
}

/** A moment: ISO 8601, or seconds or milliseconds since 1970. @returns ISO 8601 */
export function momentOf(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const seconds = typeof value === 'number' && value < 1e11;
  const date = new Date(seconds ? value * 1000 : value);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** @returns what is wrong with where a fact comes from, with the key that it stands at */
export function factProblem(
  { data, field }: Pick<FactDefinition, 'data' | 'field'>,
  sources: Record<string, DataSource>,
): { key: string; message: string } | undefined {
  if (data === undefined) return field === undefined ? undefined : { key: 'field', message: 'goes with data' };
  const source = Object.hasOwn(sources, data) ? sources[data] : undefined;
  if (!source) return { key: 'data', message: `${data} is not among the data sources that the plugin declares` };
  if (!usesEntity(source)) return { key: 'data', message: `${data} says the same of every entity` };
  return undefined;
}
