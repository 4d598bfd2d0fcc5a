/** What is wrong between entities: findings that no single file shows. */
import {
  findingCode,
  nearest,
  resolveReference,
  type Choice,
  type Claim,
  type Entity,
  type PluginScope,
} from '@callboard/plugin/server';
import type { Catalog } from '../catalog.ts';

/** A finding as the API gives it. */
export interface CatalogFinding {
  file: string;
  /** Location reference of the file. */
  location: string;
  viewUrl?: string;
  document?: number;
  line: number;
  column: number;
  level: 'error' | 'warning' | 'info';
  code: string;
  message: string;
  hint: string;
  entityRef?: string;
  ownerRef?: string;
  /** ISO 8601: first seen, where that is known. */
  since?: string;
  sourceId: string;
  repository: string;
  /** The field that it is about, such as `spec.owner` or `metadata.links[0].url`, where the entity is there to be changed. */
  field?: string;
  /** A conflict that a person has settled: nothing is left to do. */
  settled?: { by: string; at: string };
}

type GraphScope = Pick<PluginScope, 'records' | 'model'>;

/**
 * Dangling references, conflicts, orphans, held removals, and entities that show their last good version.
 * @param explained entities of which a finding of a file says already what is wrong
 */
export async function graphFindings(
  catalog: Catalog,
  scope: GraphScope,
  explained: ReadonlySet<string>,
): Promise<CatalogFinding[]> {
  return [
    ...(await danglingReferences(catalog, scope)),
    ...(await conflicts(scope)),
    ...(await departed(catalog, scope, explained)),
  ];
}

async function danglingReferences(catalog: Catalog, { records, model }: GraphScope): Promise<CatalogFinding[]> {
  const { index } = catalog;
  const targets = new Map<string, Set<string>>();
  for (const { ref, from } of index.dangling()) {
    for (const { source } of from)
      targets.set(index.ref(source), (targets.get(index.ref(source)) ?? new Set()).add(ref));
  }
  const holders = [...targets.keys()];
  const [origins, entities] = [await records.origins('entity', holders), await catalog.entities(holders)];
  return holders.flatMap((holder) => {
    const origin = origins.get(holder);
    const entity = entities.get(holder);
    if (!origin || !entity) return [];
    return model.references(entity).flatMap(({ pointer, text, field }) => {
      const target = resolveReference(entity, field, text);
      if (target === undefined || !targets.get(holder)!.has(target)) return [];
      const place = origin.positions[pointer] ?? origin;
      return [
        finding('reference-dangling', origin, holder, `${field.path} refers to ${target}, which does not exist`, {
          line: place.line,
          column: place.column,
        }),
      ];
    });
  });
}

async function conflicts({ records }: GraphScope): Promise<CatalogFinding[]> {
  const found = await records.conflicts('entity');
  const choices = new Map((await records.choices('entity')).map((choice) => [choice.key, choice]));
  return [...found].flatMap(([ref, claims]) => {
    const choice = settlement(claims, choices.get(ref));
    return claims.map((claim) => {
      const others = claims.filter((other) => other !== claim).map((other) => `${other.location}:${other.line}`);
      const standing = claim.active ? 'this one counts' : 'this one does not count';
      const message = `${ref} is claimed by ${others.join(' and ')} as well; ${standing}`;
      if (!choice) return finding('entity-conflict', claim, ref, message);
      const { by, at } = choice;
      const settled: Pick<CatalogFinding, 'level' | 'hint' | 'settled'> = {
        level: 'info',
        hint: settledHint,
        settled: { by, at },
      };
      const which = claim.active ? 'this file' : 'another file, not this one,';
      const said = `Settled: ${by} chose ${which} for ${ref}, which ${others.join(' and ')} declares as well`;
      return { ...finding('entity-conflict', claim, ref, said), ...settled };
    });
  });
}

const settledHint = 'Nothing needs to be done. The choice can be taken back under Findings, Conflicts.';

/** The choice that decides among claims; one whose file is gone decides nothing. */
export function settlement(claims: readonly Claim[], choice: Choice | undefined): Choice | undefined {
  return claims.some(({ canonical }) => canonical === choice?.canonical) ? choice : undefined;
}

/** What an entity is that is not as its file says it now. */
async function departed(
  catalog: Catalog,
  { records }: GraphScope,
  explained: ReadonlySet<string>,
): Promise<CatalogFinding[]> {
  const { index } = catalog;
  const infos = [...index.withState()].map((document) => index.info(document));
  const origins = await records.origins(
    'entity',
    infos.map(({ ref }) => ref),
  );
  return infos.flatMap(({ ref, state }) => {
    const origin = origins.get(ref);
    if (!origin) return [];
    const { orphan, held, stale } = state;
    if (orphan)
      return [{ ...finding('entity-orphaned', origin, ref, `No file says ${ref} any more`), since: orphan.since }];
    if (held) {
      const message = `${origin.path} no longer says ${ref}; the removal waits for a confirmation`;
      return [{ ...finding('removal-held', origin, ref, message), since: held.since }];
    }
    if (!stale || explained.has(ref)) return [];
    const message = `${ref} shows its last good version: ${stale.message}`;
    return [{ ...finding('entity-stale', origin, ref, message, { line: stale.line, column: 1 }), since: stale.since }];
  });
}

function finding(
  code: string,
  claim: Claim,
  entityRef: string,
  message: string,
  place: { line: number; column: number } = claim,
): CatalogFinding {
  const { level, hint } = findingCode(code);
  const { path: file, location, document, sourceId, repository } = claim;
  return {
    file,
    location,
    document,
    line: place.line,
    column: place.column,
    level,
    code,
    message,
    hint,
    entityRef,
    sourceId,
    repository,
  };
}

const missingRef = /refers to (([^:]+):([^/]+)\/(.+)), which does not exist$/;

/** A more exact hint for a dangling reference: what there is with nearly this name. */
export function hintFor(found: CatalogFinding, catalog: Catalog): string {
  const [, ref, kind, namespace, name] = (found.code === 'reference-dangling' && missingRef.exec(found.message)) || [];
  if (!ref || !kind || !namespace || !name) return found.hint;
  const filter = { op: 'equals' as const, key: 'kind', values: [kind] };
  const names = catalog.index.facet('metadata.name', filter).map(({ value }) => value);
  const [likely] = nearest(name, names, 1);
  const elsewhere = names.find((each) => each.toLowerCase() === name);
  if (elsewhere)
    return `There is a ${kind} of that name in another namespace: write its namespace in front, or move one of the two.`;
  return likely === undefined ? found.hint : `Did you mean ${likely}? ${found.hint}`;
}

/** Who owns an entity. */
export function ownerOf(entityRef: string, catalog: Catalog): string | undefined {
  const document = catalog.index.find(entityRef);
  return document === undefined
    ? undefined
    : catalog.index.relationsOf(document).find((relation) => relation.type === 'ownedBy')?.targetRef;
}

/** The entity's own link to its file, where it has one. */
export function viewUrlOf(entity: Entity | undefined, location: string): string | undefined {
  const annotated = entity?.metadata.annotations?.['backstage.io/view-url'];
  if (annotated !== undefined && /^https?:\/\//i.test(annotated)) return annotated;
  return location.startsWith('url:') ? location.slice('url:'.length) : undefined;
}
