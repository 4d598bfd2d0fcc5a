/** Callboard's own routes about entities, beside those that existing clients know. */
import {
  CallboardError,
  parseEntityRef,
  parseFilters,
  Reply,
  stringifyEntityRef,
  type Http,
  type PluginScope,
} from '@callboard/plugin/server';
import type { Catalog } from '../catalog.ts';
import { explain } from '../explain/explain.ts';
import { notReached } from '../explain/steps.ts';
import { exportReply } from '../export.ts';
import { findFindings } from '../findings/all-findings.ts';
import { settlement } from '../findings/graph-findings.ts';
import { excerptOf } from '../findings/excerpt.ts';
import { removalsOf } from '../findings/removals.ts';
import { entityAt, historyOf } from '../history/history.ts';
import { provenanceOf } from '../history/provenance.ts';
import {
  conflictBody,
  conflictsQuery,
  entityRefQuery,
  exclusionBody,
  excerptQuery,
  explainQuery,
  exportQuery,
  findingsQuery,
  historyQuery,
  noQuery,
  removalsQuery,
} from '../schema.ts';
import { listInOrder } from '../query/list.ts';
import { isOwned, ownersOf } from '../query/owners.ts';
import { textFilterOf } from './input.ts';
import { checkWritable } from './writable.ts';

const permission = 'catalog.entity.read';
const defaultHistoryLimit = 50;

function refOf(text: string): string {
  return stringifyEntityRef(parseEntityRef(text));
}

export function addCallboardRoutes(http: Http, catalog: Catalog, scope: PluginScope): void {
  const { log } = scope;

  http.get(
    '/findings',
    { permission, summary: 'What is wrong, in files and between entities', query: findingsQuery },
    ({ query }) => findFindings(query, catalog, scope),
  );

  http.get(
    '/history',
    { permission, summary: 'Changes of an entity, or the entity as it was', query: historyQuery },
    ({ query }) => {
      const { entityRef, at, before, limit = defaultHistoryLimit } = query;
      return at === undefined
        ? historyOf(refOf(entityRef), { limit, ...(before !== undefined && { before }) }, scope)
        : entityAt(refOf(entityRef), at, scope);
    },
  );

  http.get('/provenance', { permission, summary: 'Where an entity comes from', query: entityRefQuery }, ({ query }) =>
    provenanceOf(refOf(query.entityRef), catalog, scope, log),
  );

  http.get(
    '/explain',
    { permission, summary: 'Why something is in the catalog or not, step by step', query: explainQuery },
    async ({ query }) => {
      const explanation = await explain(query.target, catalog, scope);
      return { ...explanation, notReached: notReached(explanation.steps) };
    },
  );

  http.get('/export', { permission, summary: 'The catalog as a file', query: exportQuery }, ({ query }) =>
    exportReply(
      query.format,
      listInOrder(catalog.index, catalog.index.search(parseFilters(query.filter), textFilterOf(query)), []),
      catalog,
    ),
  );

  http.get('/kinds', { permission, summary: 'The kinds that this portal knows', query: noQuery }, () => ({
    items: scope.model.kinds.map(({ schema: _schema, variants: _variants, ...kind }) => kind),
  }));

  http.get(
    '/excerpt',
    { permission, summary: 'The lines of a file around one that a finding names', query: excerptQuery },
    ({ query }) => excerptOf(query, scope),
  );

  http.get(
    '/removals',
    {
      permission,
      summary: 'What would be gone if the removals that wait at a source were confirmed',
      query: removalsQuery,
    },
    ({ query: { sourceId, offset, limit } }) =>
      removalsOf(
        { sourceId, ...(offset !== undefined && { offset }), ...(limit !== undefined && { limit }) },
        catalog,
        scope,
      ),
  );

  addConflicts(http, catalog, scope);
  addExclusions(http, scope);
}

function addConflicts(http: Http, { index }: Catalog, { records, changes, portal }: PluginScope): void {
  const summary = 'Entities that several files claim';
  http.get('/conflicts', { permission, summary, query: conflictsQuery }, async ({ query }) => {
    const owners = query.ownedBy.length ? new Set(ownersOf(index, query.ownedBy)) : undefined;
    const choices = new Map((await records.choices('entity')).map((choice) => [choice.key, choice]));
    const conflicts = [...(await records.conflicts('entity'))];
    const wanted = owners ? conflicts.filter(([entityRef]) => isOwned(index, entityRef, owners)) : conflicts;
    const items = wanted.map(([entityRef, claims]) => {
      const choice = settlement(claims, choices.get(entityRef));
      return {
        entityRef,
        claims: claims.map(({ positions: _positions, ...claim }) => claim),
        ...(choice && { settled: { by: choice.by, at: choice.at } }),
      };
    });
    return { items: items.toSorted((a, b) => Number('settled' in a) - Number('settled' in b)) };
  });

  http.post(
    '/conflicts',
    { permission: 'catalog.entity.resolve', summary: 'Choose which file an entity belongs to', body: conflictBody },
    async ({ body, identity }) => {
      checkWritable(portal);
      const ref = refOf(body.entityRef);
      const claims = await records.claims('entity', ref);
      if (!claims.some((claim) => claim.recordId === body.recordId))
        throw new CallboardError('not-found', `No file claims ${ref} under the number ${body.recordId}`);
      await changes.applied(await records.choose('entity', ref, body.recordId, identity.subject));
      return new Reply(204);
    },
  );

  http.delete(
    '/conflicts',
    { permission: 'catalog.entity.resolve', summary: 'Take such a choice back', query: entityRefQuery },
    async ({ query, identity }) => {
      checkWritable(portal);
      await changes.applied(await records.unchoose('entity', refOf(query.entityRef), identity.subject));
      return new Reply(204);
    },
  );
}

function addExclusions(http: Http, { records, changes, portal }: PluginScope): void {
  http.get('/exclusions', { permission, summary: 'Entities that are kept out', query: noQuery }, async () => ({
    items: (await records.exclusions('entity')).map(({ key, by, reason, at }) => ({ entityRef: key, by, reason, at })),
  }));

  http.post(
    '/exclusions',
    { permission: 'catalog.entity.delete', summary: 'Keep an entity out for good', body: exclusionBody },
    async ({ body, identity }) => {
      checkWritable(portal);
      await changes.applied(await records.exclude('entity', refOf(body.entityRef), identity.subject, body.reason));
      return new Reply(204);
    },
  );

  http.delete(
    '/exclusions',
    { permission: 'catalog.entity.delete', summary: 'Let an entity in again', query: entityRefQuery },
    async ({ query, identity }) => {
      checkWritable(portal);
      await changes.applied(await records.include('entity', refOf(query.entityRef), identity.subject));
      return new Reply(204);
    },
  );
}
