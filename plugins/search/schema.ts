/** Shapes of what clients send. Lists and filters come as `types[0]=a`, `types[]=a`, `filters[kind]=x`, `filters[kind][0]=x`. */
import { InvalidInput, z } from '@callboard/plugin/server';

const value = z.union([z.string(), z.array(z.string())]);

/** Any parameters: their names have brackets, and are read by {@link parseQuery}. */
export const anyQuery = z.record(z.string(), value);

export interface ParsedQuery {
  term: string;
  types: string[];
  filters: Map<string, string[]>;
  facets: string[];
  page: number;
  limit: number;
}

export interface Limits {
  maxTermLength: number;
  maxPageLimit: number;
}

const mostValues = 200;
const lastPage = 100_000;
const defaultPageLimit = 25;

/** @throws {InvalidInput} */
export function parseQuery(
  query: Record<string, string | string[]>,
  limits: Limits,
  knownTypes: readonly string[],
): ParsedQuery {
  const parsed: ParsedQuery = {
    term: '',
    types: [],
    filters: new Map(),
    facets: [],
    page: 0,
    limit: Math.min(defaultPageLimit, limits.maxPageLimit),
  };
  let count = 0;
  for (const [name, given] of Object.entries(query)) {
    const values = [given].flat();
    count += values.length;
    if (count > mostValues) throw new InvalidInput(`Too many query parameters, at most ${mostValues} are read`);
    readParameter(parsed, name, values);
  }
  if (parsed.term.length > limits.maxTermLength)
    throw new InvalidInput(`Invalid term, must have at most ${limits.maxTermLength} characters`);
  if (parsed.limit > limits.maxPageLimit)
    throw new InvalidInput(`Invalid pageLimit, must be at most ${limits.maxPageLimit}`);
  const unknown = parsed.types.find((type) => !knownTypes.includes(type));
  if (unknown !== undefined)
    throw new InvalidInput(`Unknown document type '${unknown}', known are: ${knownTypes.join(', ')}`);
  return parsed;
}

function readParameter(parsed: ParsedQuery, name: string, values: string[]): void {
  const last = values.at(-1) ?? '';
  const [, list, key] = /^(types|facets|filters)(?:\[([^\]]*)\])?(?:\[\d*\])?$/.exec(name) ?? [];
  if (name === 'term') parsed.term = last;
  else if (name === 'pageCursor') parsed.page = pageOf(last);
  else if (name === 'pageLimit') parsed.limit = limitOf(last);
  else if (list === 'types') parsed.types.push(...values);
  else if (list === 'facets') parsed.facets.push(...values);
  else if (list === 'filters' && key) parsed.filters.set(key, [...(parsed.filters.get(key) ?? []), ...values]);
  else throw new InvalidInput(`Unknown query parameter '${name}'`);
}

export function cursorOf(page: number): string {
  return Buffer.from(String(page)).toString('base64');
}

function pageOf(cursor: string): number {
  const text = Buffer.from(cursor, 'base64').toString('utf8');
  const page = Number(text);
  if (!/^\d{1,6}$/.test(text) || page > lastPage)
    throw new InvalidInput('Invalid pageCursor, use one that came with an answer');
  return page;
}

function limitOf(text: string): number {
  const limit = Number(text);
  if (!/^\d{1,9}$/.test(text) || limit < 1)
    throw new InvalidInput('Invalid pageLimit, must be a whole number above zero');
  return limit;
}
