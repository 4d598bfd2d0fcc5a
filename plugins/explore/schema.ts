/** Shapes of what clients send. */
import { parseEntityRef, stringifyEntityRef, z } from '@callboard/plugin/server';
import { mostNodes } from './graph/subgraph.ts';

const mostValues = 50;

const ref = z
  .string()
  .max(400)
  .transform((text, context) => {
    try {
      return stringifyEntityRef(parseEntityRef(text));
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
      return z.NEVER;
    }
  });

function many<Item extends z.ZodType<unknown, string>>(item: Item) {
  return z
    .union([z.string(), z.array(z.string())])
    .default([])
    .transform((value) => [value].flat())
    .pipe(z.array(item).max(mostValues));
}

function whole(least: number, most: number, standard: number) {
  return z.coerce.number().int().min(least).max(most).default(standard);
}

const name = z.string().min(1).max(100);

export const graphQuery = z.strictObject({
  root: many(ref).describe('Entities from which the graph is walked.'),
  depth: z
    .union([z.literal('all').transform(() => Infinity), whole(0, 100, 1)])
    .describe('Steps from there; `all` for everything that hangs together with them.'),
  kind: many(name.transform((kind) => kind.toLowerCase())).describe('Only entities of these kinds.'),
  relation: many(name).describe('Only relations of these types, named from either end.'),
  flow: z.enum(['both', 'out', 'in']).default('both').describe('Follow relations one way alone.'),
  simplify: z.enum(['true', 'false']).default('false').describe('Only the relations by which entities are reached.'),
  limit: whole(1, mostNodes, 500).describe('As many entities are sent; the others are counted.'),
});

export const noQuery = z.strictObject({});

const range = { offset: whole(0, 1_000_000, 0), limit: whole(1, 200, 50) };

export const systemsQuery = z.strictObject({
  domain: ref.optional().describe('Absent: systems that are in no domain.'),
  ...range,
});

export const partsQuery = z.strictObject({
  of: ref.optional().describe('Absent: what is part of nothing.'),
  ...range,
});
