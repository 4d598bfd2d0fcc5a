/** Shapes of what clients send. */
import { z } from '@callboard/plugin/server';

/** A query parameter that may be repeated. */
export const many = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => (value === undefined ? [] : [value].flat()));

/** A whole number in a query parameter. */
export function whole(name: string, least: number, complaint: string) {
  return z
    .string()
    .optional()
    .transform((text, context) => {
      if (text === undefined) return undefined;
      const value = Number(text);
      if (/^\d+$/.test(text) && value >= least && Number.isSafeInteger(value)) return value;
      context.addIssue({ code: 'custom', message: `Invalid ${name}, ${complaint}` });
      return z.NEVER;
    });
}

const limit = whole('limit', 0, 'must be a whole number, zero or more');
const offset = whole('offset', 0, 'must be a whole number, zero or more');
const totalItems = z.enum(['include', 'exclude']).optional();

export const entityName = z.object({ kind: z.string(), namespace: z.string(), name: z.string() });
export const entityUid = z.object({ uid: z.string() });
export const locationId = z.object({ id: z.string() });
export const noQuery = z.strictObject({});

export const listQuery = z.strictObject({
  filter: many.describe('Conditions that hold together, separated by commas; repeated parameters are alternatives.'),
  fields: many.describe('Comma-separated paths of what to send of each entity.'),
  order: many.describe('asc:<field> or desc:<field>'),
  offset,
  limit: whole('limit', 1, 'must be greater than zero'),
  after: z.string().min(1, 'Invalid after, must not be empty').optional(),
});

export const byQueryQuery = z.strictObject({
  filter: many,
  fields: many,
  limit,
  offset,
  orderField: many.describe('<field>[,asc|desc]; the first one counts.'),
  fullTextFilterTerm: z.string().optional(),
  fullTextFilterFields: many,
  totalItems,
  cursor: z.string().optional(),
});

const order = z.enum(['asc', 'desc']);

export const byQueryBody = z
  .strictObject({
    query: z.unknown().optional(),
    fields: z.array(z.string()).optional(),
    limit: z.number().int().min(0).optional(),
    offset: z.number().int().min(0).optional(),
    orderBy: z.array(z.strictObject({ field: z.string().min(1), order })).optional(),
    fullTextFilter: z.strictObject({ term: z.string(), fields: z.array(z.string()).optional() }).optional(),
    totalItems,
    cursor: z.string().min(1, 'Cursor cannot be empty').optional(),
  })
  .optional();

export const byRefsQuery = z.strictObject({ filter: many, fields: many });
export const byRefsBody = z.strictObject({
  entityRefs: z.array(z.string()),
  fields: z.array(z.string()).optional(),
  query: z.unknown().optional(),
});

/** The text that entities must hold in one of the fields, as in the paged query. */
const fullText = { fullTextFilterTerm: z.string().optional(), fullTextFilterFields: many };

export const facetsQuery = z.strictObject({ facet: many, filter: many, ...fullText });
export const facetsBody = z.strictObject({ facets: z.array(z.string()).optional(), query: z.unknown().optional() });

export const refreshBody = z.object({ entityRef: z.string().min(1), authorizationToken: z.string().optional() });

const truthy = z
  .string()
  .optional()
  .transform((text, context) => {
    if (text === undefined || ['false', 'no', '0', ''].includes(text.toLowerCase())) return false;
    if (['true', 'yes', '1'].includes(text.toLowerCase())) return true;
    context.addIssue({ code: 'custom', message: 'Invalid dryRun, must be true or false' });
    return z.NEVER;
  });

export const addLocationQuery = z.strictObject({
  dryRun: truthy,
  onConflict: z.enum(['refresh', 'reject']).optional(),
});
export const locationBody = z.strictObject({
  type: z.string().min(1),
  target: z.string().min(1),
  presence: z.enum(['required', 'optional']).optional(),
});
export const locationsBody = z
  .strictObject({
    limit: z.number().int().min(1).optional(),
    query: z.unknown().optional(),
    cursor: z.string().min(1).optional(),
  })
  .optional();

export const validateBody = z.strictObject({ entity: z.record(z.string(), z.json()), location: z.string().min(1) });
export const analyzeBody = z.object({
  location: z.object({ type: z.string(), target: z.string() }),
  catalogFilename: z.string().min(1).optional(),
});

export const entityRefQuery = z.strictObject({ entityRef: z.string().min(1) });
export const exportQuery = z.strictObject({
  format: z.enum(['yaml', 'json', 'csv']).default('yaml'),
  filter: many,
  ...fullText,
});
export const historyQuery = z.strictObject({
  entityRef: z.string().min(1),
  before: whole('before', 0, 'must be the number of a change'),
  limit: whole('limit', 1, 'must be greater than zero'),
  at: z.iso.datetime({ offset: true }).or(z.iso.date()).optional(),
});
export const explainQuery = z.strictObject({ target: z.string().trim().min(1).max(2000) });
export const findingsQuery = z.strictObject({
  entityRef: many.describe('Repeated: those of any of these entities.'),
  owner: z.string().optional(),
  ownedBy: many.describe('Repeated: those whose owner is one of these people and teams, or a team below.'),
  unowned: z.enum(['true']).optional().describe('Those of which nobody is known to be the owner.'),
  sourceId: z.string().optional(),
  repository: z.string().optional(),
  level: z.enum(['error', 'warning', 'info']).optional(),
  code: z.string().optional(),
  text: z.string().max(200).optional().describe('What the message, the place or the entity holds.'),
  group: z
    .enum(['owner', 'code', 'sourceId', 'repository'])
    .optional()
    .describe('Adds the groups by this field, each with its counts, largest first.'),
  offset,
  limit,
});
export const excerptQuery = z.strictObject({
  sourceId: z.string().min(1),
  repository: z.string().min(1),
  file: z.string().min(1),
  line: whole('line', 1, 'must be the number of a line'),
  entityRef: z.string().optional(),
});
export const removalsQuery = z.strictObject({ sourceId: z.string().min(1), offset, limit });
export const conflictsQuery = z.strictObject({
  ownedBy: many.describe('Repeated: those of entities that belong to one of these people and teams, or a team below.'),
});
export const conflictBody = z.strictObject({ entityRef: z.string().min(1), recordId: z.number().int() });
export const exclusionBody = z.strictObject({
  entityRef: z.string().min(1),
  reason: z.string().trim().max(1000).default(''),
});
