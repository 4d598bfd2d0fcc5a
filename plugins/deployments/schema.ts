import { parseEntityRef, stringifyEntityRef, z } from '@callboard/plugin/server';

/** `removed`: nothing of it is there any more. `aborted`: taken back before it was through. */
export const states = ['pending', 'running', 'canary', 'succeeded', 'failed', 'aborted', 'removed'] as const;
export type State = (typeof states)[number];

export const verdicts = ['pass', 'warn', 'fail', 'unknown'] as const;

/** Reports in one request. */
const MOST = 500;

function line(most: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^\P{Cc}*$/u, 'one line of text');
}

const webUrl = z
  .string()
  .max(2000)
  .refine(isWebUrl, 'an address that begins with https:// or http:// and holds no credentials');

const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString());

export const entityRef = z
  .string()
  .max(600)
  .regex(/^[^\p{Cc}\s]+$/u, 'a reference such as component:default/player')
  .transform((text, context) => {
    try {
      return stringifyEntityRef(parseEntityRef(text));
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message });
      return z.NEVER;
    }
  });

const value = z.union([z.number(), line(100)]);

const canary = z.strictObject({
  weight: z.number().min(0).max(100).describe('Percent of the traffic that it gets.'),
  metrics: z
    .array(
      z.strictObject({
        metric: line(100),
        baseline: value.optional(),
        canary: value.optional(),
        unit: line(20).optional(),
        verdict: z.enum(verdicts),
        at: moment.optional(),
      }),
    )
    .max(50)
    .default([]),
});

export const reportSchema = z.strictObject({
  entityRef,
  version: line(200),
  environment: line(100),
  region: line(100).optional(),
  state: z.enum(states).default('succeeded'),
  at: moment.optional().describe('When it came into the state; now, unless told.'),
  key: line(200)
    .optional()
    .describe('What the reporter calls this deployment: a later report with the same key is about the same one.'),
  commit: z
    .string()
    .regex(/^[0-9a-z]{4,64}$/i, 'the id of a commit')
    .optional(),
  commitUrl: webUrl.optional(),
  url: webUrl.optional().describe('Where to look at the run that deployed it.'),
  by: line(200).optional(),
  note: line(500).optional(),
  canary: canary.optional().describe('With the state canary.'),
  callback: webUrl.optional().describe('What is called when somebody promotes or aborts the canary.'),
});

export type Report = z.output<typeof reportSchema>;
export type Canary = z.output<typeof canary>;

/** One report, or a list of them. */
export const reportsBody = z.preprocess(
  (body) => (Array.isArray(body) ? body : [body]),
  z.array(reportSchema).min(1).max(MOST),
);

const name = z.string().min(1).max(253);
export const entityParams = z.object({ namespace: name, kind: name, name });
export const idParams = z.object({ id: z.uuid() });

export const listQuery = z.object({
  entityRef: entityRef.optional(),
  environment: z.string().max(100).optional(),
  region: z.string().max(100).optional(),
  state: z.enum(states).optional(),
  /** What the answer before called `nextCursor`. */
  cursor: z
    .string()
    .max(200)
    .regex(/^\d{4}-[\d:.TZ-]+~[\da-f-]{36}$/, 'not a cursor')
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export type ListQuery = z.output<typeof listQuery>;

function isWebUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && !username && !password;
}
