import { z } from '@callboard/plugin/server';

const name = z.string().min(1).max(253);

export const entityParams = z.object({ namespace: name, kind: name, name });

const json = z.json();

/** Names that mean something else to JavaScript are no names of fields. */
const fieldName = name.refine(
  (text) => !['__proto__', 'constructor', 'prototype'].includes(text),
  'no name of a field',
);

const fieldEdit = z.object({
  path: z.array(fieldName).min(1).max(6),
  /** Absent: the field is removed. */
  value: json.optional(),
});

export const editBody = z.object({ edits: z.array(fieldEdit).min(1).max(50) });

export const proposalBody = editBody.extend({
  title: z
    .string()
    .trim()
    .min(3)
    .max(120)
    .regex(/^[^\p{Cc}]*$/u, 'one line of text'),
  branch: z
    .string()
    .regex(/^[a-z0-9][\w./-]{2,100}$/i, 'letters, digits, dots, dashes and slashes')
    .refine((text) => !/\.\.|\/\/|\.lock$|\/$|\.$/.test(text), 'must be a name that git takes')
    .optional(),
});

const entityRef = z
  .string()
  .max(600)
  .regex(/^[^:/\s]+:[^/\s]+\/\S+$/, 'a full reference such as group:default/payments')
  .transform((text) => text.toLowerCase());

export const reassignBody = z.object({
  from: entityRef,
  to: entityRef,
  entityRefs: z.array(entityRef).min(1).max(200),
});

export const starterQuery = z.object({ sourceId: z.string().min(1).max(200), repository: z.string().min(1).max(1000) });

const reports = ['incomplete', 'stale', 'owners', 'links', 'repositories'] as const;
export type ReportName = (typeof reports)[number];

export const reportQuery = z.object({
  list: z.enum(reports).default('incomplete'),
  /** Refs of teams and people: only what they own, and what the teams below own. */
  owner: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((value) => (value === undefined ? undefined : [value].flat().slice(0, 50))),
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
