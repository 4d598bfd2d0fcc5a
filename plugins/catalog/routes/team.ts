/** What pages of entities, teams and people show beside the entity itself: everything from the index, counted and paged. */
import {
  CallboardError,
  parseEntityRef,
  stringifyEntityRef,
  type Http,
  type PluginScope,
} from '@callboard/plugin/server';
import type { Catalog } from '../catalog.ts';
import { createFormerNames } from '../related/former-names.ts';
import { missingOf, usedFormerNames } from '../related/missing.ts';
import { relationPage, relationsOf } from '../related/relations.ts';
import { teamPairs } from '../team/dependencies.ts';
import { memberPage } from '../team/members.ts';
import { ownedBy, ownedPage, ownersOf } from '../team/owned.ts';
import {
  membersQuery,
  missingQuery,
  ownedQuery,
  relationPageQuery,
  relationsQuery,
  teamPairsQuery,
  teamQuery,
} from '../team/schema.ts';
import { teamSummaries } from '../team/summary.ts';

const permission = 'catalog.entity.read';

export function addTeamRoutes(
  http: Http,
  catalog: Catalog,
  scope: Pick<PluginScope, 'records' | 'changes' | 'model'>,
): void {
  const { index } = catalog;
  const summaryOf = teamSummaries(index);
  const formerNames = createFormerNames(catalog, scope.records);
  const refOf = (text: string) => stringifyEntityRef(parseEntityRef(text));
  /** @throws {CallboardError} for one that nobody has heard of */
  const nodeOf = (text: string) => {
    const node = index.node(refOf(text));
    if (node === undefined) throw new CallboardError('not-found', `Nothing is known of ${refOf(text)}`);
    return node;
  };

  http.get(
    '/relations',
    { permission, summary: 'What hangs together with an entity, grouped', query: relationsQuery },
    async ({ query }) => ({
      ...relationsOf(index, nodeOf(query.entityRef), query.each),
      formerNames: await usedFormerNames(refOf(query.entityRef), index, formerNames),
    }),
  );

  http.get(
    '/relations/page',
    { permission, summary: 'One group of relations, page by page', query: relationPageQuery },
    ({ query }) => relationPage(index, nodeOf(query.entityRef), query),
  );

  http.get(
    '/missing',
    { permission, summary: 'Who points at a name that is not there, and what became of it', query: missingQuery },
    ({ query }) => missingOf(refOf(query.entityRef), catalog, scope, { ...query, formerNames }),
  );

  http.get(
    '/team',
    { permission, summary: 'A team or a person in numbers and short lists', query: teamQuery },
    ({ query }) => summaryOf(nodeOf(query.entityRef)),
  );

  http.get(
    '/team/owned',
    { permission, summary: 'What a team or a person owns, page by page', query: ownedQuery },
    ({ query }) => ownedPage(index, nodeOf(query.entityRef), query),
  );

  http.get(
    '/team/members',
    { permission, summary: 'The people of a team, page by page', query: membersQuery },
    ({ query }) => memberPage(index, nodeOf(query.entityRef), query),
  );

  http.get(
    '/team/dependencies',
    { permission, summary: 'The things through which two teams need each other', query: teamPairsQuery },
    ({ query }) => {
      const owners = ownersOf(index, nodeOf(query.entityRef), 'all');
      const asked = { ...query, team: nodeOf(query.team) };
      return teamPairs(index, ownedBy(index, owners), new Set(owners), asked);
    },
  );
}
