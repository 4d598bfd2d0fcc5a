/** Shapes of what pages of entities, teams and people ask for. */
import { z } from '@callboard/plugin/server';

const entityRef = z.string().min(1).max(600);

function number(most: number) {
  return z.coerce.number().int().min(0).max(most);
}

const paging = { offset: number(10_000_000).default(0), limit: number(200).default(50) };
const word = z.string().min(1).max(200);
const reach = z.enum(['direct', 'all']).default('all');

export const teamQuery = z.strictObject({ entityRef });
export const relationsQuery = z.strictObject({ entityRef, each: number(50).default(8) });
export const relationPageQuery = z.strictObject({ entityRef, type: word, kind: word, ...paging });
export const missingQuery = z.strictObject({ entityRef, ...paging });
export const ownedQuery = z.strictObject({ entityRef, reach, kind: word.optional(), type: word.optional(), ...paging });
export const membersQuery = z.strictObject({ entityRef, reach, ...paging });
export const teamPairsQuery = z.strictObject({
  entityRef,
  team: entityRef,
  direction: z.enum(['needs', 'neededBy']),
  ...paging,
});
