/** What a person has typed into the form, and which fields of the descriptor that changes. */
import type { Entity } from '@callboard/plugin/web';
import type { FieldEdit } from '../types.ts';

export interface LinkRow {
  url: string;
  title: string;
  type: string;
}

export interface NameRow {
  name: string;
  value: string;
}

export interface Draft {
  owner: string;
  system: string;
  title: string;
  description: string;
  lifecycle: string;
  type: string;
  tags: string;
  links: LinkRow[];
  annotations: NameRow[];
}

const texts = {
  owner: ['spec', 'owner'],
  system: ['spec', 'system'],
  title: ['metadata', 'title'],
  description: ['metadata', 'description'],
  lifecycle: ['spec', 'lifecycle'],
  type: ['spec', 'type'],
} as const;

export type TextField = keyof typeof texts;

const parts: readonly string[] = [...Object.keys(texts), 'tags', 'links', 'annotations'];

/** The part of the form in which a field of the descriptor is; `undefined` where the form has none for it. */
export function formPartOf(path: readonly string[]): string | undefined {
  return parts.find((part) => part === path[1]);
}

/** The draft of what a file says: it may be anything, and what has not the shape of its field is left out. */
export function draftOf({ metadata: given, spec }: Entity): Draft {
  const metadata: Record<string, unknown> = isMap(given) ? given : {};
  const list = (value: unknown) => (Array.isArray(value) ? (value as unknown[]) : []);
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  return {
    owner: text(spec?.['owner']),
    system: text(spec?.['system']),
    title: text(metadata['title']),
    description: text(metadata['description']),
    lifecycle: text(spec?.['lifecycle']),
    type: text(spec?.['type']),
    tags: list(metadata['tags']).join(' '),
    links: list(metadata['links'])
      .filter(isMap)
      .map(({ url, title, type }) => ({ url: text(url), title: text(title), type: text(type) })),
    annotations: Object.entries(isMap(metadata['annotations']) ? metadata['annotations'] : {})
      // What the portal itself says of an entity is in no file.
      .filter(([name]) => !/^backstage\.io\/(managed-by|view-url|edit-url|source-location|orphan)/.test(name))
      .map(([name, value]) => ({ name, value: String(value) })),
  };
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Only what differs from before becomes an edit, so that everything else stays as it is in the file. */
export function editsOf(before: Draft, now: Draft): FieldEdit[] {
  const edits: FieldEdit[] = [];
  for (const field of Object.keys(texts) as TextField[]) {
    const value = now[field].trim();
    if (value !== before[field]) edits.push(edit(texts[field], value === '' ? undefined : value));
  }
  if (now.tags.trim() !== before.tags) {
    const tags = now.tags.split(/[\s,]+/).filter(Boolean);
    edits.push(edit(['metadata', 'tags'], tags.length ? tags : undefined));
  }
  const links = now.links.filter(({ url }) => url.trim() !== '').map(plainLink);
  const had = JSON.stringify(before.links.map(plainLink));
  if (JSON.stringify(links) !== had && JSON.stringify(now.links.map(plainLink)) !== had)
    edits.push(edit(['metadata', 'links'], links.length ? links : undefined));
  return [...edits, ...annotationEdits(before.annotations, now.annotations)];
}

function annotationEdits(before: readonly NameRow[], now: readonly NameRow[]): FieldEdit[] {
  const old = new Map(before.map(({ name, value }) => [name, value]));
  const fresh = new Map(now.filter(({ name }) => name.trim() !== '').map(({ name, value }) => [name.trim(), value]));
  const set = [...fresh].filter(([name, value]) => old.get(name) !== value && value !== '');
  const gone = [...old.keys()].filter((name) => (fresh.get(name) ?? '') === '');
  return [
    ...set.map(([name, value]) => edit(['metadata', 'annotations', name], value)),
    ...gone.map((name) => edit(['metadata', 'annotations', name], undefined)),
  ];
}

function plainLink({ url, title, type }: LinkRow): Partial<LinkRow> {
  return { url: url.trim(), ...(title && { title }), ...(type && { type }) };
}

function edit(path: readonly string[], value: unknown): FieldEdit {
  return { path: [...path], ...(value !== undefined && { value }) };
}
