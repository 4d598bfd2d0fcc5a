import type { Entity, Json, JsonObject } from '../entity.ts';
import type { KindDefinition } from '../kind-definition.ts';
import { defaultNamespace } from '../ref.ts';

/** Lists of refs whose order means nothing, in every kind that nobody has described. */
const usualSorted = [
  'spec.providesApis',
  'spec.consumesApis',
  'spec.dependsOn',
  'spec.dependencyOf',
  'spec.memberOf',
  'spec.children',
  'spec.members',
];

/** Where the items of a sorted list stood before: JSON pointer of the list → former index per present index. */
export type Moves = Map<string, number[]>;

/** The form that is stored: fixed order of the root, namespace filled in, lists of refs sorted, and nothing that only the server may say. */
export function normaliseEntity(
  value: JsonObject,
  definition: KindDefinition | undefined,
): { entity: Entity; moves: Moves } {
  const { uid: _uid, etag: _etag, ...metadata } = value.metadata as JsonObject;
  if (metadata.namespace === undefined) metadata.namespace = defaultNamespace;
  const moves: Moves = new Map();
  const entity = { apiVersion: value.apiVersion, kind: value.kind, metadata } as unknown as Entity;
  if (value.spec !== undefined)
    entity.spec = sortLists(value.spec as JsonObject, definition?.sorted ?? usualSorted, moves);
  return { entity, moves };
}

function sortLists(spec: JsonObject, paths: readonly string[], moves: Moves): JsonObject {
  let sorted = spec;
  for (const path of paths) {
    const [, name = '', ...deeper] = path.split('.');
    if (!Object.hasOwn(sorted, name)) continue;
    const value = sorted[name] as Json;
    const inner = deeper.length > 0 ? sortInner(value, deeper, path, moves) : sortList(value, path, moves);
    if (inner !== value) sorted = { ...sorted, [name]: inner };
  }
  return sorted;
}

function sortInner(value: Json, [name = '', ...deeper]: string[], path: string, moves: Moves): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, name)) return value;
  const before = value[name] as Json;
  const inner = deeper.length > 0 ? sortInner(before, deeper, path, moves) : sortList(before, path, moves);
  return inner === before ? value : { ...value, [name]: inner };
}

function sortList(value: Json, path: string, moves: Moves): Json {
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) return value;
  const order = value.map((_, index) => index);
  order.sort((a, b) => compare(value[a] as string, value[b] as string));
  if (order.every((former, index) => former === index)) return value;
  moves.set(`/${path.replaceAll('.', '/')}`, order);
  return order.map((index) => value[index] as string);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
