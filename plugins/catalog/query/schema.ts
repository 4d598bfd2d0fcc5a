/** What the pages of the portal ask about long lists. */
import { z } from '@callboard/plugin/server';

const longestText = 300;
const ref = z.string().min(1).max(longestText);
const field = z.string().trim().min(1).max(longestText);

/** One way in which a list is narrowed down; its values are alternatives, and so is having no value at all. */
const condition = z.strictObject({
  field,
  values: z.array(z.string().max(longestText)).max(200).default([]),
  none: z.boolean().default(false),
  /** Only values that begin like this belong to the field: kinds of references. */
  prefixes: z.array(z.string().min(1).max(64)).max(8).default([]),
});

/** Which entities: conditions hold together, and so does the text. */
const choice = {
  where: z.array(condition).max(30).default([]),
  text: z.string().max(longestText).default(''),
  /** The viewer: people and teams whose things, and those of the teams below, are their own. */
  me: z.array(ref).max(50).default([]),
  /** What the viewer has starred. */
  stars: z.array(ref).max(500).default([]),
  show: z.enum(['all', 'owned', 'starred']).default('all'),
};

export const choiceBody = z.strictObject(choice);

export const listBody = z.strictObject({
  ...choice,
  order: z.strictObject({ field, descending: z.boolean().default(false) }).optional(),
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(0).max(500).default(100),
  fields: z.array(field).max(60).default([]),
});

export const facetsBody = z.strictObject({
  ...choice,
  facets: z
    .array(
      z.strictObject({
        field,
        prefixes: condition.shape.prefixes,
        /** Only values that hold this text. */
        match: z.string().max(longestText).default(''),
        limit: z.number().int().min(0).max(500).default(20),
      }),
    )
    .max(30),
});

export const exportBody = z.strictObject({ ...choice, format: z.enum(['yaml', 'json', 'csv']) });

export const ownersQuery = z.strictObject({
  ref: z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat().slice(0, 50)),
});

export const refsBody = z.strictObject({ refs: z.array(ref).max(500) });

export const recentBody = z.strictObject({
  me: choice.me,
  show: z.enum(['all', 'mine']).default('all'),
  /** ISO 8601: not before, and before. */
  since: z.iso.datetime({ offset: true }).optional(),
  until: z.iso.datetime({ offset: true }).optional(),
});

export type Choice = z.output<typeof choiceBody>;
export type Condition = z.output<typeof condition>;
export type ListAsk = z.output<typeof listBody>;
export type FacetsAsk = z.output<typeof facetsBody>;
export type RecentAsk = z.output<typeof recentBody>;
