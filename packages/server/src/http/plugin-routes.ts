/** Plugins as people handle them: what is there, installing, switching, setting, going back, removing. */
import { CallboardError } from '@callboard/core';
import { Reply, z, type Http, type Identity } from '@callboard/plugin/server';
import type { HealthBook } from '../plugins/health/health.ts';
import { DAYS, type UseBook } from '../plugins/health/use.ts';
import type { PluginManager } from '../plugins/installed/manager.ts';
import { LARGEST_BODY } from './body.ts';

export interface PluginRouteOptions {
  manager: PluginManager;
  health: HealthBook;
  use: UseBook;
  /** Whether somebody may have code run in the portal. */
  mayManage(identity: Identity): boolean;
}

const one = z.object({ id: z.string() });
const change = z
  .strictObject({
    enabled: z.boolean(),
    settings: z.record(z.string(), z.json()).describe('By name; null takes one back, the others stay as they are.'),
  })
  .partial();
const removal = z.object({ data: z.enum(['keep', 'delete']).default('keep').describe('What becomes of its tables.') });
const seen = z.strictObject({
  views: z
    .array(
      z.strictObject({ plugin: z.string().max(64), view: z.string().max(64), error: z.string().max(500).optional() }),
    )
    .max(200),
});
const origin = z.object({ name: z.string().max(300).default('a file') });

export function addPluginRoutes(http: Http, { manager, health, use, mayManage }: PluginRouteOptions): void {
  const manage = { permission: 'plugin.manage' } as const;
  const by = (identity: Identity): string => {
    if (!mayManage(identity))
      throw new CallboardError('not-allowed', 'Guests may not change plugins: their code runs in the portal');
    return identity.subject;
  };
  http.get(
    '/plugins/all',
    { permission: 'plugin.read', summary: 'Every plugin that is there, with its settings and state' },
    async ({ identity }) => {
      const people = await use.people();
      const items = manager.list().map((plugin) => ({
        ...plugin,
        health: health.of(plugin.id),
        use: { people: people.get(plugin.id) ?? 0, days: DAYS },
      }));
      return { items, mayManage: mayManage(identity) };
    },
  );
  http.post(
    '/plugins/seen',
    {
      permission: 'portal.read',
      summary: 'What a browser showed of plugins, and what of it failed',
      body: seen,
      response: { 204: z.unknown() },
    },
    ({ body: { views }, identity }) => {
      for (const { plugin, view, error } of views) {
        if (manager.sourceOf(plugin) === undefined) continue;
        use.note(plugin, identity.subject);
        health.note(plugin, { place: 'view', name: view, ...(error === undefined ? {} : { error }) });
      }
      return new Reply(204);
    },
  );
  http.post(
    '/plugins/packages',
    {
      ...manage,
      summary: 'Install a packed plugin, or another version of one',
      description: 'The body is the file that "callboard plugin pack" makes.',
      query: origin,
      rawBody: true,
      bodyLimit: LARGEST_BODY,
      response: { 201: z.unknown() },
    },
    async ({ body, query, identity }) => {
      const subject = by(identity);
      return new Reply(201, JSON.stringify(await manager.install(Buffer.from(body as Buffer), query.name, subject)));
    },
  );
  http.post(
    '/plugins/from-registry',
    {
      ...manage,
      summary: 'Install a plugin from a registry, or another version of one',
      body: z.strictObject({ package: z.string().trim().min(1).max(300).describe('Such as @acme/builds@1.2.0.') }),
      response: { 201: z.unknown() },
    },
    async ({ body, identity }) => new Reply(201, JSON.stringify(await manager.installFrom(body.package, by(identity)))),
  );
  http.post(
    '/plugins/remote',
    {
      ...manage,
      summary: 'Take in a plugin that is a service of its own, or its manifest as it is now',
      body: z.strictObject({ url: z.string().trim().min(1).max(2000).describe('Address of the manifest.') }),
      response: { 201: z.unknown() },
    },
    async ({ body, identity }) => new Reply(201, JSON.stringify(await manager.addRemote(body.url, by(identity)))),
  );
  http.patch(
    '/plugins/:id',
    { ...manage, summary: 'Switch a plugin on or off, change its settings', params: one, body: change },
    async ({ params: { id }, body, identity }) => {
      const subject = by(identity);
      if (body.settings) await manager.configure(id, body.settings, subject);
      if (body.enabled !== undefined) await manager.setEnabled(id, body.enabled, subject);
      return manager.one(id);
    },
  );
  http.post(
    '/plugins/:id/rollback',
    { ...manage, summary: 'Go back to the version that ran before', params: one },
    ({ params: { id }, identity }) => manager.rollBack(id, by(identity)),
  );
  http.delete(
    '/plugins/:id',
    { ...manage, summary: 'Remove an installed plugin', params: one, query: removal, response: { 204: z.unknown() } },
    async ({ params: { id }, query: { data }, identity }) => {
      by(identity);
      await manager.remove(id, { data: data === 'delete' });
      return new Reply(204);
    },
  );
}
