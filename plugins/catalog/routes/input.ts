import { InvalidInput, type Filter, type z } from '@callboard/plugin/server';
import type { TextFilter } from '../index/catalog-index.ts';

/** Reads a body whose complaints have a wording of their own. @throws {InvalidInput} */
export function readBody<Shape extends z.ZodType>(shape: Shape, body: unknown, complaint: string): z.output<Shape> {
  const result = shape.safeParse(body);
  if (result.success) return result.data;
  throw new InvalidInput(
    `${complaint}${result.error.issues.map((issue) => `${['request', 'body', ...issue.path.map(String)].join('/')}: ${issue.message}`).join('; ')}`,
  );
}

/** Both together, or the one that is there. */
export function both(one: Filter | undefined, other: Filter | undefined): Filter | undefined {
  if (one && other) return { op: 'all', filters: [one, other] };
  return one ?? other;
}

/** The text filter of query parameters; `undefined` when there is none. */
export function textFilterOf(query: {
  fullTextFilterTerm?: string | undefined;
  fullTextFilterFields: readonly string[];
}): TextFilter | undefined {
  const term = query.fullTextFilterTerm?.trim();
  if (!term) return undefined;
  const fields = query.fullTextFilterFields.flatMap((list) => list.split(',')).map((field) => field.trim());
  return { term, fields };
}
