import { InvalidInput, z } from '@callboard/plugin/server';
import type { Place } from '../index/order.ts';
import type { EntityQuery } from './entity-query.ts';

/** Cursors are base64 of JSON; clients send one with the key `query` to POST and others to GET. */
const cursorShape = z.object({
  orderFields: z.array(z.object({ field: z.string(), order: z.enum(['asc', 'desc']) })),
  orderFieldValues: z.tuple([z.string().nullable(), z.string()]),
  isPrevious: z.boolean(),
  filter: z.array(z.string()).optional(),
  query: z.unknown().optional(),
  fullTextFilter: z.object({ term: z.string(), fields: z.array(z.string()).optional() }).optional(),
  totalItems: z.enum(['include', 'exclude']),
});

/** The cursor that continues a query after (or before) a place. */
export function encodeCursor(query: EntityQuery, place: Place, isPrevious: boolean): string {
  const cursor: z.input<typeof cursorShape> = {
    orderFields: query.order ? [{ field: query.order.field, order: query.order.descending ? 'desc' : 'asc' }] : [],
    orderFieldValues: [place.value, place.tie],
    isPrevious,
    totalItems: query.countsTotal ? 'include' : 'exclude',
    ...(query.filter?.length && { filter: [...query.filter] }),
    ...(query.query !== undefined && { query: query.query }),
    ...(query.text && {
      fullTextFilter: { term: query.text.term, ...(query.text.fields && { fields: [...query.text.fields] }) },
    }),
  };
  return Buffer.from(JSON.stringify(cursor)).toString('base64');
}

/** @throws {InvalidInput} */
export function decodeCursor(text: string): EntityQuery {
  const { orderFields, orderFieldValues, isPrevious, filter, query, fullTextFilter, totalItems } = readCursor(
    text,
    cursorShape,
  );
  const [order] = orderFields;
  return {
    countsTotal: totalItems === 'include',
    from: { place: { value: orderFieldValues[0], tie: orderFieldValues[1] }, backwards: isPrevious },
    ...(order && { order: { field: order.field, descending: order.order === 'desc' } }),
    ...(filter && { filter }),
    ...(query !== undefined && { query }),
    ...(fullTextFilter && {
      text: { term: fullTextFilter.term, ...(fullTextFilter.fields && { fields: fullTextFilter.fields }) },
    }),
  };
}

/** Takes any of our cursors apart. @throws {InvalidInput} */
export function readCursor<Shape extends z.ZodType>(text: string, shape: Shape): z.output<Shape> {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(text, 'base64').toString('utf8'));
  } catch {
    throw new InvalidInput('Malformed cursor: could not be decoded; use the cursor of an earlier answer as it was');
  }
  const result = shape.safeParse(value);
  if (!result.success)
    throw new InvalidInput(
      `Malformed cursor: ${result.error.issues.map((issue) => `${issue.path.join('.') || 'the cursor'}: ${issue.message}`).join('; ')}`,
    );
  return result.data;
}
