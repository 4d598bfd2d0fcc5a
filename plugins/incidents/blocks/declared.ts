/** Who is on call and what fires, from data sources of plugins without code. What they say is made by expressions, so nothing is promised of its shape. */
import { entityRefOf, z } from '@callboard/plugin/server';
import type { Alert, AlertsService, DataService, OnCall, OnCallService } from '../services.ts';

const text = z.string().min(1).max(2000);
const address = text.regex(/^(https?|tel|mailto):/);
/** What does not fit is left out: a wrong address must not hide who is on call. */
function optional<T extends z.ZodType>(schema: T) {
  return schema.optional().catch(undefined);
}

/** Expressions make no lists of one. */
function listOf<T extends z.ZodType>(schema: T, most: number) {
  return z.preprocess(
    (value) => (value === undefined || value === null ? [] : [value].flat().slice(0, most)),
    z.array(schema),
  );
}

const onCallSchema = z.object({
  people: listOf(
    z.object({
      name: text,
      role: optional(text),
      until: optional(text),
      contacts: listOf(z.object({ title: text, url: address }), 10).catch([]),
    }),
    50,
  ),
  url: optional(address),
  pageUrl: optional(address),
});

const alertSchema = z.object({
  name: text,
  severity: z.enum(['critical', 'warning', 'info']).catch('warning'),
  since: text,
  summary: optional(text),
  url: optional(address),
  runbook: optional(address),
});

export function onCallFrom(source: DataService): OnCallService {
  return {
    now: async (entity) => {
      const answer = await dataOf(source, entity);
      if (!answer) return undefined;
      const read = onCallSchema.safeParse(answer.data);
      if (!read.success) throw new Error('The tool does not say who is on call');
      return withoutGaps({ ...read.data, note: answer.note }) as OnCall;
    },
  };
}

export function alertsFrom(source: DataService): AlertsService {
  return {
    firing: async (entities) => {
      const lists = entities.map(async (entity) => {
        const answer = await dataOf(source, entity);
        const read = listOf(alertSchema, 200).safeParse(answer?.data);
        if (!read.success) throw new Error('The tool does not say what fires');
        const entityRef = entityRefOf(entity);
        return read.data.map((alert) => withoutGaps({ ...alert, entityRef, note: answer?.note }) as Alert);
      });
      return (await Promise.all(lists)).flat();
    },
  };
}

/** An answer that is old for a reason is no answer: what was kept here has its age. @throws with that reason */
async function dataOf(source: DataService, entity: Parameters<DataService['read']>[0]) {
  const answer = await source.read(entity);
  if (answer?.error) throw new Error(answer.error.message);
  return answer;
}

type WithoutGaps<T> = { [Key in keyof T]: Exclude<T[Key], undefined> };

function withoutGaps<T extends object>(value: T): WithoutGaps<T> {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as WithoutGaps<T>;
}
