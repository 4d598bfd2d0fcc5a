/** Data sources of a manifest: where a plugin without code has what it shows from. */
import { z } from 'zod';
import { parseTemplate, placesIn, urlProblem, type Placeholder } from './template.ts';

const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Milliseconds of `250ms`, `90s`, `10m`, `2h` or `1d`. */
export function millisecondsOf(text: string): number {
  const [, amount, unit] = /^([\d.]+)(ms|s|m|h|d)$/.exec(text) ?? [];
  return Number(amount) * units[unit as keyof typeof units];
}

export function duration(most: string, least = '0s') {
  return z
    .string()
    .regex(/^\d+(\.\d+)?(ms|s|m|h|d)$/, { error: 'a duration such as 30s, 10m or 1d', abort: true })
    .refine((value) => millisecondsOf(value) <= millisecondsOf(most), `at most ${most}`)
    .refine((value) => millisecondsOf(value) >= millisecondsOf(least), `at least ${least}`);
}

/** Said by the one who sends, or belonging to the connection. */
const ownHeaders = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'upgrade', 'te', 'trailer']);
export const headerName = z
  .string()
  .regex(/^[\w-]+$/, 'the name of a header')
  .refine((name) => !ownHeaders.has(name.toLowerCase()), 'a header that is not for a plugin to say');

export const dataSourceSchema = z
  .strictObject({
    /** Template of the address that answers with JSON. */
    url: z.string().min(1).max(2000).optional(),
    /** A file of JSON in the folder of the plugin. */
    file: z
      .string()
      .regex(/^\.\/[\w./-]+\.json$/, 'a file of the plugin that starts with ./ and ends with .json')
      .refine((path) => !path.includes('..'), 'must not contain ..')
      .optional(),
    /** The data itself; its texts are templates. */
    value: z.json().optional(),
    method: z.enum(['GET', 'POST']).default('GET'),
    /** Templates by the name of the header. Sent to the host of the URL and to no other that it redirects to. */
    headers: z.record(headerName, z.string().max(4000)).default({}),
    /** Sent as JSON by POST; its texts are templates. */
    body: z.json().optional(),
    /** Asked before, where one answer leads to the next: its answer is `before` in the templates. */
    first: z
      .strictObject({
        url: z.string().min(1).max(2000),
        headers: z.record(headerName, z.string().max(4000)).default({}),
        select: z.string().max(10_000).optional(),
      })
      .optional(),
    /** JSONata expression that makes of the answer what the view shows; `$entity` is the entity. */
    select: z.string().max(10_000).optional(),
    /** How long an answer is good without asking again. */
    cache: duration('1d').default('1m'),
    /** For one try. */
    timeout: duration('30s').default('10s'),
    /** Further tries of a GET that failed. */
    retries: z.int().min(0).max(5).default(1),
    /** Requests per second, all entities together. */
    rate: z.number().positive().max(100).default(10),
    /** Who may see it; `<plugin>.read` unless told. */
    permission: z.string().optional(),
    /** A word or two said beside all that shows it, such as `Sample data`. */
    note: z.string().max(40).optional(),
    /** Id of a service that gives other plugins what it says of an entity. */
    offers: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,62}$/, 'the id of a service')
      .optional(),
  })
  .superRefine((source, context) => {
    for (const { path, message } of problemsOf(source))
      context.addIssue({ code: 'custom', path, message, continue: false });
  });

/** A data source, with defaults filled in. */
export type DataSource = z.output<typeof dataSourceSchema>;

interface SourceProblem {
  path: PropertyKey[];
  message: string;
}

const templates = ['url', 'headers', 'body', 'value', 'first'] as const;

function problemsOf(source: DataSource): SourceProblem[] {
  const { url, file, value, method, headers, body } = source;
  const problems = templates.flatMap((key) => {
    const message = complaintOf(() => placesIn(key === 'first' ? asked(source.first) : source[key]));
    return message === undefined ? [] : [{ path: [key], message }];
  });
  if (problems.length) return problems;
  const complain = (path: PropertyKey[], message: string) => problems.push({ path: path as ['url'], message });
  if ([url, file, value].filter((one) => one !== undefined).length !== 1) complain([], 'is one of url, file and value');
  const problem = url === undefined ? undefined : urlProblem(parseTemplate(url));
  if (problem) complain(['url'], problem);
  if (url === undefined && (method !== 'GET' || body !== undefined || Object.keys(headers).length))
    complain([], 'method, headers and body go with url');
  const early = source.first && urlProblem(parseTemplate(source.first.url));
  if (early) complain(['first', 'url'], early);
  if (source.first && url === undefined) complain(['first'], 'goes with url');
  const isEarly = placesIn(asked(source.first)).some(({ from }) => from === 'before');
  if (isEarly || (!source.first && placesOf(source).some(({ from }) => from === 'before')))
    complain(isEarly ? ['first'] : [], 'before is the answer to first, which is not there yet');
  if (body !== undefined && method !== 'POST') complain(['body'], 'goes with method: POST');
  return problems;
}

function complaintOf(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** All places for values of a data source. */
export function placesOf(source: DataSource): Placeholder[] {
  return placesIn(templates.map((key) => (key === 'first' ? asked(source.first) : (source[key] ?? null))));
}

/** An expression is no template. */
function asked(first: DataSource['first']) {
  return first ? [first.url, first.headers] : null;
}

/** Whether it gives different data for different entities. */
export function usesEntity(source: DataSource): boolean {
  return (
    /\$entity\b/.test(`${source.select} ${source.first?.select}`) ||
    placesOf(source).some(({ from }) => from === 'entity')
  );
}
