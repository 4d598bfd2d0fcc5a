/** Random entities for property tests, the same ones for the same seed. */
import type { Entity, JsonObject } from '@callboard/plugin/server';

export type Random = (below: number) => number;

/** A small generator of whole numbers (mulberry32), so that a failing run can be repeated. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const kinds = ['Component', 'API', 'Resource', 'Group', 'User', 'Widget'];
const names = ['alpha', 'Beta', 'gamma', 'delta', 'Epsilon', 'zeta', 'eta', 'theta', 'iota', 'kappa'];
const tags = ['java', 'Go', 'a.b', 'c++', 'ünï', 'İstanbul'];
const types = ['service', 'Service', 'website', 'library'];

function pick<Item>(items: readonly Item[], random: Random): Item {
  return items[random(items.length)]!;
}

function some<Item>(items: readonly Item[], random: Random): Item[] {
  return items.filter(() => random(3) === 0);
}

export function randomRef(random: Random): string {
  return `${pick(kinds, random)}:${pick(['default', 'billing'], random)}/${pick(names, random)}`;
}

export function randomEntity(random: Random): { ref: string; entity: Entity } {
  const kind = pick(kinds, random);
  const name = pick(names, random);
  const namespace = pick(['default', 'billing'], random);
  const spec: JsonObject = { type: pick(types, random) };
  if (random(2)) spec.owner = pick(names, random);
  if (random(3) === 0) spec.dependsOn = some(names, random).map((each) => `component:${each}`);
  if (kind === 'User') spec.memberOf = some(names, random);
  if (kind === 'Group') Object.assign(spec, { children: [], members: some(names, random) });
  if (random(4) === 0) spec.tier = pick([1, 2.5, true, null, '7', 7, ''], random);
  if (random(5) === 0)
    spec.mixed = ['seven', 7, '7', null, true, { deep: pick(tags, random) }, ['nested', 'seven'], 'SEVEN'];
  const metadata: Entity['metadata'] = { name, namespace };
  if (random(2)) metadata.tags = some(tags, random);
  if (random(3) === 0) metadata.description = 'd'.repeat(pick([10, 199, 200, 201, 400], random));
  if (random(3) === 0) metadata.title = pick([...names, 'Ünï', 'ab', 'AB'], random);
  if (random(3) === 0)
    metadata.annotations = {
      'example.org/pager': pick(['P1', 'p1', 'P2'], random),
      [`long${'.x'.repeat(random(120))}`]: 'v',
    };
  if (random(6) === 0) metadata.labels = {};
  return {
    ref: `${kind}:${namespace}/${name}`.toLowerCase(),
    entity: { apiVersion: 'backstage.io/v1alpha1', kind, metadata, spec },
  };
}

export function randomUuid(random: Random): string {
  const digits = Array.from({ length: 32 }, () => random(16).toString(16)).join('');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
