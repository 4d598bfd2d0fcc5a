/** Actions on entities, over HTTP. */
import { CallboardError, parseEntityRef, stringifyEntityRef, type JsonObject } from '@callboard/core';
import { Reply, z, type Http, type Identity } from '@callboard/plugin/server';
import type { ActionDesk, ActionRequest } from '../actions/actions.ts';

export interface ActionRouteOptions {
  desk: ActionDesk;
  /** Whether somebody may have anything done at all. */
  mayAct(identity: Identity): boolean;
  /** @throws {CallboardError} `not-allowed` */
  authorize(identity: Identity, permission: string): void;
}

const entity = z
  .string()
  .max(1000)
  .transform((text, context) => {
    try {
      return stringifyEntityRef(parseEntityRef(text));
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message });
      return z.NEVER;
    }
  });
const about = z.object({ entity });
const asked = z.strictObject({
  entity,
  input: z.record(z.string(), z.json()).default({}),
  confirmed: z.string().max(1000).optional().describe('What whoever asks said or typed.'),
});
const action = z.object({ plugin: z.string(), action: z.string() });
const run = z.object({ id: z.uuid() });
const listing = z.object({
  entity: entity.optional(),
  state: z.enum(['waiting', 'running', 'done', 'failed', 'refused']).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export function addActionRoutes(http: Http, { desk, mayAct, authorize }: ActionRouteOptions): void {
  const use = { permission: 'action.use' } as const;
  /** Whoever may use actions at all still needs what this one asks for. */
  const allow = async (identity: Identity, plugin: string, id: string, ref: string) => {
    if (!mayAct(identity)) throw new CallboardError('not-allowed', 'Guests may look, and have nothing done');
    const [found] = await desk.offered(ref, { plugin, id });
    if (!found) throw new CallboardError('not-found', `There is no action ${id} of ${plugin} for ${ref}`);
    authorize(identity, found.permission);
  };
  const requestOf = (plugin: string, id: string, ref: string, input: object, by: string): ActionRequest => ({
    plugin,
    action: id,
    entity: ref,
    input: input as JsonObject,
    by,
  });
  const permitted = async (id: string, identity: Identity) => {
    const found = await desk.get(id);
    await allow(identity, found.plugin, found.action, found.entity);
  };
  http.get(
    '/actions',
    { permission: 'action.read', summary: 'The actions for an entity', query: about },
    async ({ query }) => ({ items: await desk.offered(query.entity) }),
  );
  http.post(
    '/actions/:plugin/:action/preview',
    { ...use, summary: 'What an action would do', params: action, body: asked.pick({ entity: true, input: true }) },
    async ({ params: { plugin, action: id }, body, identity }) => {
      await allow(identity, plugin, id, body.entity);
      return desk.preview(requestOf(plugin, id, body.entity, body.input, identity.subject));
    },
  );
  http.post(
    '/actions/:plugin/:action/runs',
    { ...use, summary: 'Have an action done', params: action, body: asked, response: { 201: z.unknown() } },
    async ({ params: { plugin, action: id }, body, identity }) => {
      await allow(identity, plugin, id, body.entity);
      const request = requestOf(plugin, id, body.entity, body.input, identity.subject);
      return new Reply(201, JSON.stringify(await desk.request(request, body.confirmed)));
    },
  );
  http.get(
    '/action-runs',
    { permission: 'action.read', summary: 'Who had what done, the newest first', query: listing },
    async ({ query: { entity: ref, state, limit } }) => ({
      items: await desk.list({ limit, ...(ref === undefined ? {} : { entity: ref }), ...(state ? { state } : {}) }),
    }),
  );
  http.get(
    '/action-runs/:id',
    { permission: 'action.read', summary: 'How a run goes', params: run },
    ({ params: { id } }) => desk.get(id),
  );
  for (const [name, summary, work] of [
    ['approve', 'Agree to a run that waits', (id: string, by: string) => desk.decide(id, true, by)],
    ['refuse', 'Refuse a run that waits', (id: string, by: string) => desk.decide(id, false, by)],
    ['undo', 'Undo a run', (id: string, by: string) => desk.undo(id, by)],
    ['cancel', 'Cancel a run', (id: string) => desk.cancel(id)],
  ] as const)
    http.post(`/action-runs/:id/${name}`, { ...use, summary, params: run }, async ({ params: { id }, identity }) => {
      await permitted(id, identity);
      return work(id, identity.subject);
    });
}
