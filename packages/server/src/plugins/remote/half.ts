/** The server half of a remote plugin: its data sources as any declared plugin has them, its actions, and what its frames ask. */
import { CallboardError, entityRefOf, resolveReference, type Entity, type Manifest } from '@callboard/core';
import { millisecondsOf } from '@callboard/core/declared';
import { jsonText, z, type ActionCall, type PluginScope } from '@callboard/plugin/server';
import { ask } from '../declared/ask.ts';
import { DataFailure } from '../declared/data-failure.ts';
import { entityOf, type DeclaredOptions } from '../declared/half.ts';
import { CLOCK, Pace } from '../declared/pace.ts';
import { ActionLines } from './action.ts';
import type { Person, RemoteService } from './service.ts';

export interface RemoteHalfOptions {
  manifest: Manifest;
  base: string;
  service: RemoteService;
}

/** Who asks for data, unless the source says the same to everybody. */
export function askersOf({ manifest, service }: RemoteHalfOptions): NonNullable<DeclaredOptions['askerFor']> {
  const shared = new Set(manifest.remote?.shared);
  return (name, identity, entity) => service.askerFor(shared.has(name) ? undefined : identity, entity);
}

/** Registers the rest of what the manifest declares, through nothing but the scope that every plugin is given. */
export function runRemote(scope: PluginScope, options: RemoteHalfOptions): void {
  for (const { id } of options.manifest.contributes.entityActions)
    scope.actions.handle(id, { run: (call, say) => act(options, id, call, say, scope) });
  addAsk(scope, options);
}

async function act(
  { manifest, base, service }: RemoteHalfOptions,
  id: string,
  { entity, entityRef, input, by, signal }: ActionCall,
  say: (line: string) => void,
  scope: PluginScope,
) {
  const { actionTimeout } = manifest.remote!;
  const limit = AbortSignal.timeout(millisecondsOf(actionTimeout));
  const enough = new AbortController();
  const lines = new ActionLines(say);
  const request = {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/x-ndjson' },
    body: JSON.stringify({ action: id, entityRef, entity, input, by }),
    signal: AbortSignal.any([signal, limit, enough.signal]),
    onPart: (part: Uint8Array) => {
      if (!lines.take(part)) enough.abort();
    },
  } as const;
  const person = await personOf(scope, by);
  try {
    const { status } = await service.send(`${base}actions/${id}`, request, person, entityRef);
    if (status >= 300) throw new Error(`The service answered ${status}: as far as it says, nothing was done.`);
  } catch (error) {
    if (limit.aborted) throw new Error(`The service did not end within ${actionTimeout}.`, { cause: error });
    if (!lines.isDone) throw error;
  }
  return lines.end();
}

/** An action may begin long after it was asked for, so what somebody belongs to is what their own descriptor says. */
async function personOf({ records, model }: Pick<PluginScope, 'records' | 'model'>, by: string): Promise<Person> {
  const [record] = await records.byKeys('entity', [by]);
  if (!record) return { subject: by, ownership: [by] };
  const user = JSON.parse(record.body) as Entity;
  const groups = model
    .references(user)
    .filter(({ field }) => field.path === 'spec.memberOf')
    .flatMap(({ text, field }) => resolveReference(user, field, text) ?? []);
  return { subject: by, ownership: [by, ...groups] };
}

const query = z.object({
  path: z
    .string()
    .max(2000)
    .regex(/^\.\/[^#\\\s]*$/, 'begins with ./')
    .describe('Relative to the service, such as ./builds?limit=10.'),
  entity: z.string().max(400).optional().describe('Reference of the entity that it is about.'),
});

/** What a page of the service in a frame has the portal ask, in the name of whoever looks. Only reading: doing something is an action. */
function addAsk(scope: PluginScope, { manifest, base, service }: RemoteHalfOptions): void {
  const pace = new Pace(20, CLOCK);
  scope.http.get(
    '/ask',
    { permission: `${manifest.id}.read`, summary: 'Ask the service of the plugin, as its frames do', query },
    async ({ query: { path, entity }, identity, signal }) => {
      const url = new URL(path, base).href;
      if (!url.startsWith(base)) throw new CallboardError('input-invalid', 'path leads out of the service');
      const ref = entity === undefined ? undefined : entityRefOf(await entityOf(scope, entity));
      const request = { url, method: 'GET', headers: { accept: 'application/json' } } as const;
      const { web, mayRetry } = service.askerFor(identity, ref);
      try {
        const text = await ask(request, { retries: 1, timeout: '10s' }, { web, mayRetry, pace, clock: CLOCK, signal });
        return jsonText(`{"data":${JSON.stringify(JSON.parse(text))}}`);
      } catch (error) {
        if (error instanceof DataFailure) return { error: error.toJSON() };
        if (error instanceof SyntaxError) return { error: notJson };
        throw error;
      }
    },
  );
}

const notJson = new DataFailure('answer-unfit', 'The service did not answer with JSON.', 'Tell its owner.').toJSON();
