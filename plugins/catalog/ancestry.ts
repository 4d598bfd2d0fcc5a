/** Which Location entities led to an entity, up to what was registered. */
import { posix } from 'node:path';
import type { Entity, Sources } from '@callboard/plugin/server';
import picomatch from 'picomatch';
import type { Catalog } from './catalog.ts';

export interface Ancestor {
  entity: Entity;
  parentEntityRefs: string[];
}

const managedBy = 'backstage.io/managed-by-location';
const mostStars = 8;
const originOf = 'backstage.io/managed-by-origin-location';

/** The entity itself first, then all that emitted it, nearest first. */
export async function ancestryOf(
  document: number,
  catalog: Catalog,
  sources: Pick<Sources, 'list'>,
): Promise<Ancestor[]> {
  const locations = await allLocations(catalog);
  const registered = new Map(
    (await sources.list()).flatMap(({ type, target, entityRef }) =>
      entityRef === undefined ? [] : [[`${type}:${target}`, entityRef] as const],
    ),
  );
  const found = new Map<string, Ancestor>();
  const queue = [catalog.index.ref(document)];
  for (let ref = queue.shift(); ref !== undefined; ref = queue.shift()) {
    if (found.has(ref)) continue;
    const number = catalog.index.find(ref);
    const entity = number === undefined ? undefined : await catalog.entity(number);
    if (!entity) continue;
    const parentEntityRefs = parentsOf(ref, entity, locations, registered);
    found.set(ref, { entity, parentEntityRefs });
    queue.push(...parentEntityRefs);
  }
  return [...found.values()];
}

async function allLocations(catalog: Catalog): Promise<{ ref: string; entity: Entity }[]> {
  const { members } = catalog.index.search({ op: 'equals', key: 'kind', values: ['location'] });
  const documents = members.members();
  const texts = await catalog.texts(documents);
  return texts.flatMap((text, at) =>
    text === undefined ? [] : [{ ref: catalog.index.ref(documents[at]!), entity: JSON.parse(text) as Entity }],
  );
}

function parentsOf(
  ref: string,
  entity: Entity,
  locations: { ref: string; entity: Entity }[],
  registered: Map<string, string>,
): string[] {
  const { [managedBy]: location = '', [originOf]: origin = '' } = entity.metadata.annotations ?? {};
  const naming = locations
    .filter((each) => each.ref !== ref && targetsOf(each.entity).some((matches) => matches(location)))
    .map((each) => each.ref);
  if (naming.length) return naming.sort();
  const root = registered.get(origin);
  return root === undefined || root === ref ? [] : [root];
}

/** Tests whether a location reference is one of the targets of a Location entity. */
function targetsOf({ metadata, spec }: Entity): ((location: string) => boolean)[] {
  const base = metadata.annotations?.[managedBy] ?? '';
  const colon = base.indexOf(':');
  const type = typeof spec?.type === 'string' ? spec.type : base.slice(0, colon);
  const targets = [spec?.target, ...(Array.isArray(spec?.targets) ? spec.targets : [])].filter(
    (target) => typeof target === 'string',
  );
  return targets.map((target) => {
    const wanted = `${type}:${resolveTarget(type, base.slice(colon + 1), target)}`;
    const stars = wanted.split('*').length - 1;
    // Whoever writes a descriptor must not be able to keep the portal busy.
    if (stars === 0 || stars > mostStars) return (location: string) => location === wanted;
    return picomatch(wanted, { dot: true, noextglob: true, nobrace: true });
  });
}

function resolveTarget(type: string, base: string, target: string): string {
  if (URL.canParse(target)) return target;
  if (type !== 'url') return posix.isAbsolute(target) ? target : posix.join(posix.dirname(base), target);
  return URL.canParse(target, base) ? new URL(target, base).href : target;
}
