/** Names that lead to an entity of another name: it was renamed, or it says itself that it took over from them. */
import { parseEntityRef, parseFilters, stringifyEntityRef, type Entity, type Records } from '@callboard/plugin/server';
import type { Catalog } from '../catalog.ts';

/** Refs, with commas between them, of those whose things an entity took over when they were merged, split, renamed or closed. */
const annotation = 'callboard.dev/former-names';
const mostNames = 50;

export interface FormerNames {
  /** Where a name leads that no entity has; nowhere when several say that they took over. */
  successor(ref: string): Promise<string | undefined>;
  /** Everybody who says that they took over from a name, and whoever was renamed from it. */
  successors(ref: string): Promise<readonly string[]>;
  /** Names that lead to an entity, or that it shares with others who took over. */
  namesOf(ref: string): Promise<readonly string[]>;
}

/** Asks again only after something changed. */
export function createFormerNames(catalog: Catalog, records: Pick<Records, 'redirects'>): FormerNames {
  let version = -1;
  let known = new Map<string, string[]>();
  async function all(): Promise<Map<string, string[]>> {
    if (version === catalog.index.version) return known;
    const now = catalog.index.version;
    known = new Map((await records.redirects('entity')).map(({ from, to }) => [from, [to]]));
    // What somebody wrote down says more than what was seen to happen.
    for (const [from, to] of await declared(catalog)) known.set(from, to);
    version = now;
    return known;
  }
  async function successors(ref: string) {
    return ((await all()).get(ref) ?? []).filter((to) => catalog.index.find(to) !== undefined);
  }
  return {
    successors,
    async successor(ref) {
      const found = await successors(ref);
      return found.length === 1 ? found[0] : undefined;
    },
    namesOf: async (ref) => [...(await all())].filter(([, to]) => to.includes(ref)).map(([from]) => from),
  };
}

async function declared(catalog: Catalog): Promise<Map<string, string[]>> {
  const { index } = catalog;
  const refs = index
    .search(parseFilters(`metadata.annotations.${annotation}`))
    .members.members()
    .map((document) => index.ref(document));
  const found = new Map<string, string[]>();
  for (const [to, entity] of await catalog.entities(refs.sort()))
    for (const from of namesIn(entity)) if (from !== to) found.set(from, [...(found.get(from) ?? []), to]);
  return found;
}

/** Short ones mean the kind and the namespace of the entity that says them; what is no reference is left out. */
function namesIn(entity: Entity): Set<string> {
  const text = entity.metadata.annotations?.[annotation];
  if (typeof text !== 'string') return new Set();
  const context = { defaultKind: entity.kind, defaultNamespace: entity.metadata.namespace ?? 'default' };
  const names = text.split(',', mostNames).map((name) => refIn(name.trim(), context));
  return new Set(names.filter((name) => name !== undefined));
}

function refIn(name: string, context: { defaultKind: string; defaultNamespace: string }): string | undefined {
  try {
    return stringifyEntityRef(parseEntityRef(name, context));
  } catch {
    // The owner of the descriptor sees it in the annotation; nobody else can do anything about it.
    return undefined;
  }
}
