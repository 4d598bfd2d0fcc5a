/** Trying a data source before it is one: what is asked, what comes back, what the expression makes of it. */
import { CallboardError, parseEntityRef, stringifyEntityRef, type Entity, type Json } from '@callboard/core';
import { dataSourceSchema, usesEntity, type DataSource } from '@callboard/core/declared';
import { z, type Http, type Identity, type Records, type WebReader } from '@callboard/plugin/server';
import { ask } from './ask.ts';
import { DataFailure, type DataError } from './data-failure.ts';
import { CLOCK, Pace } from './pace.ts';
import { firstRequestOf, requestOf, type DataRequest } from './request.ts';
import type { Select } from './select.ts';

export interface DataTestOptions {
  web: WebReader;
  records: Records;
  select: Select;
  /** Whether somebody may have the portal ask whatever they write. */
  mayTry(identity: Identity): boolean;
}

const body = z.strictObject({
  source: z.record(z.string(), z.json()).describe('As under data in plugin.yaml; without file.'),
  config: z.record(z.string(), z.union([z.string().max(4000), z.number(), z.boolean()])).default({}),
  entity: z.string().max(400).optional().describe('Reference of the entity that it is tried with.'),
  answer: z.string().max(1_000_000).optional().describe('Text to take for the answer, instead of asking.'),
});

/** Characters of an answer that are shown. */
const SHOWN = 200_000;

export interface DataTest {
  request?: DataRequest;
  /** The text of the answer, as it came. */
  answer?: string;
  /** What the expression made of it. */
  result?: unknown;
  error?: DataError | { code: 'source-invalid'; message: string; hint: string };
}

export function addDataTest(http: Http, { web, records, select, mayTry }: DataTestOptions): void {
  http.post(
    '/data-test',
    { permission: 'plugin.manage', summary: 'Try a data source of a plugin', body },
    async ({ body: { source, config, entity, answer }, identity, signal }): Promise<DataTest> => {
      if (!mayTry(identity))
        throw new CallboardError('not-allowed', 'Guests may not have the portal ask what they write');
      const read = dataSourceSchema.safeParse(source);
      if (!read.success || read.data.file !== undefined) return { error: invalid(read.error) };
      const tried: DataTest = {};
      try {
        const subject = usesEntity(read.data) ? await entityOf(records, entity) : undefined;
        const early = firstRequestOf(read.data, config, subject);
        tried.request = early ?? requestOf(read.data, config, subject);
        if (early) {
          const first = await answerTo(early, read.data, web, signal);
          const before = await select({ text: first, expression: read.data.first?.select, entity: subject, config });
          tried.request = requestOf(read.data, config, subject, JSON.parse(before) as Json);
        }
        const text = answer ?? (await answerTo(tried.request, read.data, web, signal));
        tried.answer = text.slice(0, SHOWN);
        tried.result = JSON.parse(await select({ text, expression: read.data.select, entity: subject, config }));
      } catch (error) {
        if (!(error instanceof DataFailure)) throw error;
        tried.error = error.toJSON();
      }
      return tried;
    },
  );
}

function invalid(error: z.ZodError | undefined): NonNullable<DataTest['error']> {
  const [issue] = error?.issues ?? [];
  const where = issue?.path.length ? `${issue.path.join('.')}: ` : '';
  return {
    code: 'source-invalid',
    message: issue ? `${where}${issue.message}` : 'A file is read only where the plugin is.',
    hint: 'Correct it; nothing was asked.',
  };
}

async function answerTo(
  request: DataRequest,
  source: DataSource,
  web: WebReader,
  signal: AbortSignal,
): Promise<string> {
  if (!('url' in request)) return JSON.stringify('value' in request ? request.value : null);
  return ask(request, { ...source, retries: 0 }, { web, pace: new Pace(source.rate, CLOCK), clock: CLOCK, signal });
}

async function entityOf(records: Records, text: string | undefined): Promise<Entity> {
  if (!text) throw new DataFailure('value-missing', 'It needs an entity.', 'Choose one to try it with.');
  const ref = stringifyEntityRef(parseEntityRef(text));
  const [record] = await records.byKeys('entity', [ref]);
  if (!record) throw new CallboardError('not-found', `There is no entity ${ref}`);
  return JSON.parse(record.body) as Entity;
}
