import { join } from 'node:path';
import { CallboardError, definePlugin, z } from '@callboard/plugin/server';
import { BlockReader } from './blocks/blocks.ts';
import type { Catalog } from './services.ts';
import { IncidentStore, type Tables } from './store.ts';

interface Config {
  patience: number;
  keepFor: string;
}

const hour = 3_600_000;
const day = 24 * hour;
const REMEMBERED = 30 * day;
/** Entities whose page is kept up to date. */
const MOST = 300;
const name = z.string().min(1).max(253);

export default definePlugin<Config>(async ({ config, database, http, jobs, log, services }) => {
  const store = new IncidentStore(await database.open<Tables>(join(import.meta.dirname, 'migrations')));
  const reader = new BlockReader({ services, store, patience: config.patience, now: Date.now });
  const noted = new Map<string, string>();
  const since = (milliseconds: number) => new Date(Date.now() - milliseconds).toISOString();

  http.get(
    '/entities/:namespace/:kind/:name',
    {
      permission: 'incidents.read',
      params: z.object({ namespace: name, kind: name, name }),
      summary: 'All that is known of a service for whoever has to mend it, with the age of each part',
    },
    async ({ params: { namespace, kind, name: called } }) => {
      const entityRef = `${kind}:${namespace}/${called}`.toLowerCase();
      const blocks = await reader.read(entityRef);
      if (!blocks) throw new CallboardError('not-found', `Entity ${entityRef} is not in the catalog`);
      await noteLooked(entityRef);
      return { entityRef, blocks };
    },
  );

  /** An open page asks again and again: once an hour is enough to know that somebody looks. */
  async function noteLooked(entityRef: string): Promise<void> {
    if ((noted.get(entityRef) ?? '') > since(hour)) return;
    if (noted.size >= MOST) noted.clear();
    noted.set(entityRef, since(0));
    // A page that is needed now does not fail for it.
    await store.noteLooked(entityRef, since(0)).catch((error: unknown) => log.warn('a look was not noted', { error }));
  }

  // Nobody has looked at most services before they fail.
  jobs.every('keep', { minutes: 5 }, async (signal) => {
    const catalog = services.use<Catalog>('catalog');
    const { items } = await catalog.query({ filter: config.keepFor, limit: MOST });
    const wanted = items.map(({ kind, metadata }) => `${kind}:${metadata.namespace ?? 'default'}/${metadata.name}`);
    const refs = new Set([...(await store.looked(since(REMEMBERED), MOST)), ...wanted.map((ref) => ref.toLowerCase())]);
    for (const ref of [...refs].slice(0, MOST)) {
      if (signal.aborted) return;
      await reader.read(ref);
    }
    await store.forget(since(REMEMBERED));
  });
});
