/** Registered locations. Each is a source of type `url`; its id is the id of the source. */
import {
  CallboardError,
  InvalidInput,
  jsonText,
  parsePredicate,
  stringifyEntityRef,
  z,
  type Http,
  type PluginScope,
  type Reply,
  type SourceStatus,
} from '@callboard/plugin/server';
import type { Catalog } from '../catalog.ts';
import { previewEntities } from '../preview.ts';
import { readCursor } from '../query/cursor.ts';
import { matches } from '../query/matches.ts';
import { addLocationQuery, entityName, locationBody, locationId, locationsBody, noQuery } from '../schema.ts';
import { readBody } from './input.ts';
import { harvestLater } from './mutations.ts';
import { checkWritable } from './writable.ts';

type LocationScope = Pick<PluginScope, 'changes' | 'model' | 'portal' | 'sources'>;

interface Location {
  id: string;
  type: string;
  target: string;
  entityRef: string;
}

const defaultLimit = 1000;
const locationsCursor = z.object({ after: z.string(), limit: z.number().int().min(1), query: z.unknown().optional() });

export function addLocationRoutes(http: Http, catalog: Catalog, scope: LocationScope): void {
  addReading(http, catalog, scope);
  addWriting(http, scope);
}

function addReading(http: Http, catalog: Catalog, { sources }: LocationScope): void {
  const permission = 'catalog.location.read';
  const all = async () => (await sources.list()).filter(isLocation).map(toLocation);

  http.get('/locations', { permission, summary: 'Every registered location', query: noQuery }, async () =>
    (await all()).map((data) => ({ data })),
  );

  http.post(
    '/locations/by-query',
    { permission, summary: 'A page of registered locations', body: locationsBody },
    async ({ body }) => {
      const { after, limit, query } =
        body?.cursor === undefined
          ? { after: '', limit: body?.limit ?? defaultLimit, query: body?.query }
          : readCursor(body.cursor, locationsCursor);
      const filter = query === undefined ? undefined : parsePredicate(query);
      const found = (await all())
        .filter(
          (location) => !filter || matches({ id: location.id, type: location.type, target: location.target }, filter),
        )
        .sort((a, b) => (a.id < b.id ? -1 : 1));
      const rest = found.filter((location) => location.id > after);
      const items = rest.slice(0, limit);
      const last = items.at(-1);
      const cursor =
        last && rest.length > items.length
          ? Buffer.from(JSON.stringify({ after: last.id, limit, query })).toString('base64')
          : undefined;
      return { items, totalItems: found.length, pageInfo: { ...(cursor && { nextCursor: cursor }) } };
    },
  );

  http.get(
    '/locations/:id',
    { permission, summary: 'One registered location', params: locationId, query: noQuery },
    async ({ params }) => toLocation(await knownLocation(sources, params.id)),
  );

  http.get(
    '/locations/by-entity/:kind/:namespace/:name',
    { permission, summary: 'The registered location that an entity comes from', params: entityName, query: noQuery },
    async ({ params }) => {
      const ref = stringifyEntityRef(params);
      const document = catalog.index.find(ref);
      const entity = document === undefined ? undefined : await catalog.entity(document);
      if (!entity) throw new CallboardError('not-found', `Found no entity for ref ${ref}`);
      const origin = entity.metadata.annotations?.['backstage.io/managed-by-origin-location'] ?? '';
      const found = (await all()).find((location) => `${location.type}:${location.target}` === origin);
      const colon = origin.indexOf(':');
      if (!found)
        throw new CallboardError(
          'not-found',
          `Found no location with type ${origin.slice(0, colon)} and target ${origin.slice(colon + 1)}`,
        );
      return found;
    },
  );
}

function addWriting(http: Http, scope: LocationScope): void {
  const { changes, portal, sources } = scope;

  http.post(
    '/locations',
    {
      permission: 'catalog.location.create',
      summary: 'Register a location, or see what it would bring in',
      query: addLocationQuery,
      body: z.unknown(),
    },
    async ({ query, body, identity, log }) => {
      const input = readLocation(body);
      const ref = `${input.type}:${input.target}`;
      const existing = (await sources.list()).find(
        (source) => isLocation(source) && `${source.type}:${source.target}` === ref,
      );
      if (query.dryRun) return dryRun(scope, input, existing !== undefined);
      checkWritable(portal);
      if (existing && query.onConflict === 'refresh') {
        harvestLater(sources.harvest(existing.id, { force: true }), ref, log);
        return created({ location: toLocation(existing), entities: [] });
      }
      if (existing) throw new CallboardError('conflict', `Location ${ref} already exists`);
      return created({
        location: toLocation(await sources.add({ type: 'url', target: input.target }, identity.subject, 'location')),
        entities: [],
      });
    },
  );

  http.put(
    '/locations/:id',
    {
      permission: 'catalog.location.create',
      summary: 'Point a registered location elsewhere',
      params: locationId,
      query: noQuery,
      body: z.unknown(),
    },
    async ({ params, body, identity }) => {
      checkWritable(portal);
      const input = readLocation(body);
      await knownLocation(sources, params.id);
      const taken = (await sources.list()).some(
        (source) => source.id !== params.id && source.type === 'url' && source.target === input.target,
      );
      if (taken) throw new CallboardError('conflict', `Location ${input.type}:${input.target} already exists`);
      return toLocation(await sources.update(params.id, { type: 'url', target: input.target }, identity.subject));
    },
  );

  http.delete(
    '/locations/:id',
    {
      permission: 'catalog.location.delete',
      summary: 'Remove a registered location and what only it says',
      params: locationId,
      query: noQuery,
    },
    async ({ params, identity }) => {
      checkWritable(portal);
      await knownLocation(sources, params.id);
      await changes.applied(await sources.remove(params.id, identity.subject));
    },
  );
}

/** @throws {InvalidInput} */
function readLocation(body: unknown): { type: 'url'; target: string } {
  if (body === undefined || (typeof body === 'object' && body !== null && !Object.keys(body).length))
    throw new InvalidInput('Empty request body');
  const { type, target } = readBody(locationBody, body, 'Malformed request: ');
  if (type !== 'url') throw new InvalidInput('Registered locations must be of an allowed type ["url"]');
  if (!/^https?:\/\//i.test(target) || !URL.canParse(target))
    throw new InvalidInput(
      `Malformed request: the target "${target}" is not a URL that begins with http:// or https://`,
    );
  return { type, target };
}

async function dryRun(
  scope: LocationScope,
  { type, target }: { type: 'url'; target: string },
  exists: boolean,
): Promise<Reply> {
  const { entities, errors } = await previewEntities(scope, { type, target });
  if (errors.length)
    throw new InvalidInput(errors.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('; '));
  const location = {
    id: `${type}:${target}`,
    type,
    target,
    entityRef: entities.find((entity) => entity.kind === 'Location')?.ref ?? '',
  };
  return created({ location, entities: entities.map(({ entity }) => entity), exists });
}

function created(body: object): Reply {
  return jsonText(JSON.stringify(body), 201);
}

function isLocation(source: SourceStatus): boolean {
  return source.origin === 'location';
}

function toLocation({ id, type, target, entityRef }: SourceStatus): Location {
  return { id, type, target, entityRef: entityRef ?? '' };
}

async function knownLocation(sources: LocationScope['sources'], id: string): Promise<SourceStatus> {
  const source = await sources.get(id);
  if (!source || !isLocation(source)) throw new CallboardError('not-found', `Found no location with ID ${id}`);
  return source;
}
