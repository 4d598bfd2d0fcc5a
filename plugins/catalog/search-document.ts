/** What is found of an entity: by its names, by what it is for, by whom and what it belongs to. */
import {
  contactsOf,
  defineSearchType,
  humanizeEntityRef,
  parseEntityRef,
  stringifyEntityRef,
  type Entity,
  type JsonObject,
  type SearchDocument,
} from '@callboard/plugin/server';

/** What people look for comes before what only holds it together. */
const weights: Readonly<Record<string, number>> = {
  component: 0.5,
  system: 0.4,
  api: 0.3,
  group: 0.4,
  user: 0.3,
  domain: 0.3,
  template: 0.2,
  resource: 0.1,
  location: -1,
};

export default defineSearchType({
  version: 1,
  documents: ({ key, body }) => [documentOf(key, body as unknown as Entity)],
});

function documentOf(ref: string, entity: Entity): SearchDocument {
  const { metadata, kind } = entity;
  const spec: JsonObject = entity.spec ?? {};
  const { namespace, name } = parseEntityRef(ref);
  const profile = objectOf(spec['profile']);
  const { chat, email } = contactsOf(entity);
  const type = textOf(spec['type']);
  const lifecycle = textOf(spec['lifecycle']);
  const owner = nameOfOwner(spec['owner'], namespace);
  const displayName = textOf(profile['displayName']);
  const isPerson = ['user', 'group'].includes(kind.toLowerCase());
  const description = textOf(metadata.description) ?? '';
  const tags = listOf(metadata.tags);
  const links = (metadata.links ?? []).filter(({ url }) => typeof url === 'string' && /^https?:/i.test(url));
  return {
    id: '',
    title: textOf(metadata.title) ?? displayName ?? metadata.name,
    names: [metadata.name, displayName, email, chat?.title].filter((value) => value !== undefined),
    text: (isPerson ? [description, displayName, email] : [description]).filter(Boolean).join(' · '),
    tags: [
      ...tags,
      kind,
      ...[type, lifecycle, owner].filter((value) => value !== undefined),
      ...['system', 'domain', 'parent', 'memberOf', 'subdomainOf'].flatMap((field) => namesIn(spec[field])),
      ...listOf(metadata.annotations?.['github.com/project-slug']).map((slug) => slug.split('/').at(-1)!),
      ...links.map(({ title }) => textOf(title)).filter((title) => title !== undefined),
    ],
    links: links.map(({ url, title }) => ({ title: textOf(title) ?? url, url })),
    weight: (weights[kind.toLowerCase()] ?? 0) - (lifecycle === 'deprecated' ? 0.3 : 0),
    location: `/catalog/${[namespace, kind, name].map((part) => encodeURIComponent(part.toLowerCase())).join('/')}`,
    entityRef: ref,
    fields: {
      kind,
      namespace,
      name: metadata.name,
      ...(type !== undefined && { type, componentType: type }),
      ...(lifecycle !== undefined && { lifecycle }),
      ...(owner !== undefined && { owner }),
      ...(tags.length > 0 && { tags }),
    },
  };
}

/** As people write it: `payments` for a group of the default namespace. */
function nameOfOwner(value: unknown, namespace: string): string | undefined {
  const text = textOf(value);
  if (text === undefined) return undefined;
  try {
    const ref = parseEntityRef(text, { defaultKind: 'group', defaultNamespace: namespace });
    return humanizeEntityRef(stringifyEntityRef(ref), { defaultKind: 'group' });
  } catch {
    // Not a reference: what is written there is still what people will look for.
    return text;
  }
}

function namesIn(value: unknown): string[] {
  return listOf(value).map((text) => text.slice(text.search(/[^:/]*$/)));
}

function listOf(value: unknown): string[] {
  return [value].flat().filter((item) => typeof item === 'string');
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

function objectOf(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}
