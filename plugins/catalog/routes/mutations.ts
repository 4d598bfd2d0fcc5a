/** Reading again, removing, and where an entity came from. */
import {
  CallboardError,
  parseEntityRef,
  Reply,
  stringifyEntityRef,
  type Http,
  type Log,
  type PluginScope,
} from '@callboard/plugin/server';
import { ancestryOf } from '../ancestry.ts';
import type { Catalog } from '../catalog.ts';
import { entityName, entityUid, noQuery, refreshBody } from '../schema.ts';
import { checkWritable } from './writable.ts';

type MutationScope = Pick<PluginScope, 'records' | 'changes' | 'sources' | 'portal'>;

export function addMutationRoutes(http: Http, catalog: Catalog, scope: MutationScope): void {
  const { records, changes, sources, portal } = scope;
  const { index } = catalog;

  http.get(
    '/entities/by-name/:kind/:namespace/:name/ancestry',
    {
      permission: 'catalog.entity.read',
      summary: 'An entity and the Locations that led to it',
      params: entityName,
      query: noQuery,
    },
    async ({ params }) => {
      const rootEntityRef = stringifyEntityRef(params);
      const document = index.find(rootEntityRef);
      if (document === undefined) throw new CallboardError('not-found', `No such entity ${rootEntityRef}`);
      return { rootEntityRef, items: await ancestryOf(document, catalog, sources) };
    },
  );

  http.delete(
    '/entities/by-uid/:uid',
    {
      permission: 'catalog.entity.delete',
      summary: 'Remove an entity; it comes back when its file still says it',
      params: entityUid,
      query: noQuery,
    },
    async ({ params, identity }) => {
      checkWritable(portal);
      const document = index.findByUid(params.uid.toLowerCase());
      if (document === undefined) return new Reply(204);
      await changes.applied(
        await records.remove('entity', index.ref(document), {
          type: 'user',
          user: identity.subject,
          reason: 'removed through the API',
        }),
      );
      return new Reply(204);
    },
  );

  http.post(
    '/refresh',
    { permission: 'catalog.entity.refresh', summary: 'Read an entity again from its repository', body: refreshBody },
    async ({ body, log }) => {
      const ref = stringifyEntityRef(parseEntityRef(body.entityRef));
      const origin = (await records.origins('entity', [ref])).get(ref);
      if (!origin) throw new CallboardError('not-found', `Entity ${ref} not found`);
      harvestLater(sources.harvest(origin.sourceId, { repository: origin.repository, force: true }), ref, log);
      return new Reply(200);
    },
  );
}

/** Nobody waits for the harvest: what comes of it shows in the state of the source. */
export function harvestLater(harvest: Promise<void>, what: string, log: Log): void {
  harvest.catch((error: unknown) =>
    log.warn('a harvest that was asked for failed', {
      what,
      error: error instanceof Error ? error.message : String(error),
    }),
  );
}
