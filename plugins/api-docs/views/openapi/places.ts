import type { OpenApiDefinition } from '../types.ts';

/** Where the viewer keeps schemas; it derives this from the label that it is given for them. */
export const SCHEMAS_LABEL = 'Schemas';

/** A name as a part of one of the viewer's anchors: nothing in it that separates parts there, and no two names alike. */
export function slugOf(name: string): string {
  return encodeURIComponent(name).replaceAll(/[^\w-]/g, (mark) => `_${mark.charCodeAt(0).toString(16)}`);
}

/** How the viewer is told to name its anchors. */
export const slugs = {
  generateTagSlug: ({ name = '' }: { name?: string }) => slugOf(name),
  generateModelSlug: ({ name = '' }: { name?: string }) => slugOf(name),
  generateOperationSlug: ({ method, path }: { method: string; path: string }) =>
    slugOf(`${method.toLowerCase()} ${path}`),
  generateWebhookSlug: ({ name, method = '' }: { name: string; method?: string }) =>
    slugOf(`${method.toLowerCase()} ${name}`),
};

export interface Places {
  /** The viewer's anchor of a thing in the outline. */
  anchorOf: ReadonlyMap<string, string>;
  /** The thing in the outline that an anchor of the viewer is of. */
  idOf: ReadonlyMap<string, string>;
}

/** Which anchor of the viewer belongs to which thing of the outline. */
export function placesOf({ groups, tags }: Pick<OpenApiDefinition, 'groups' | 'tags'>): Places {
  const ids = groups.flatMap(({ items }) => items.map(({ id }) => id));
  const pairs = ids.map((id) => [id, anchorFor(id, Object.hasOwn(tags, id) ? tags[id] : undefined)] as const);
  return { anchorOf: new Map(pairs), idOf: new Map(pairs.map(([id, anchor]) => [anchor, id])) };
}

function anchorFor(id: string, tag: string | undefined): string {
  const [, sort, rest = ''] = /^(schema|webhook) (.*)$/s.exec(id) ?? [];
  if (sort === 'schema') return `${SCHEMAS_LABEL.toLowerCase()}/${slugOf(rest)}`;
  if (sort === 'webhook') return `webhook/${slugOf(rest)}`;
  return tag === undefined ? slugOf(id) : `tag/${slugOf(tag)}/${slugOf(id)}`;
}
