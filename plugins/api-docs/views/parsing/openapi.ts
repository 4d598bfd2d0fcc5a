import type { OpenApiDefinition, OutlineGroup, OutlineItem, Problem } from '../types.ts';
import { isObject, listAt, objectAt, own, textAt, textsAt } from './values.ts';
import type { Values } from './values.ts';
import { resolve } from './pointer.ts';
import { words } from './words.ts';

const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'trace', 'query'];

export function isOpenApi(value: unknown): value is Values {
  return textAt(value, 'openapi') !== undefined || textAt(value, 'swagger') !== undefined;
}

/** What an OpenAPI document offers, and its JSON without anything that points out of the portal. */
export function readOpenApi(document: Values, warnings: Problem[]): OpenApiDefinition {
  const outside = new Set<string>();
  const json = JSON.stringify(document, (key, value: unknown) => withoutOutside(key, value, outside));
  const operations = operationsOf(document);
  const info = objectAt(document, 'info');
  const openapi = textAt(document, 'openapi');
  return {
    format: 'openapi',
    badge: openapi ? `OpenAPI ${openapi}` : `Swagger ${textAt(document, 'swagger') ?? ''}`,
    ...(textAt(info, 'title') && { title: textAt(info, 'title') ?? '' }),
    ...(textAt(info, 'version') && { version: textAt(info, 'version') ?? '' }),
    groups: [...groupsOf(document, operations), ...webhooksOf(document), ...schemasOf(document)],
    warnings: [...warnings, ...outsideWarning(outside)],
    json,
    tags: Object.fromEntries(operations.flatMap(({ item, tag }) => (tag === undefined ? [] : [[item.id, tag]]))),
  };
}

interface TaggedOperation {
  item: OutlineItem;
  tag: string | undefined;
}

function operationsOf(document: Values): TaggedOperation[] {
  return Object.entries(objectAt(document, 'paths')).flatMap(([path, value]) => {
    const entry = resolve(document, value);
    return METHODS.flatMap((method) => {
      const operation = own(entry, method);
      if (!isObject(operation) || isHidden(operation)) return [];
      return [{ item: itemOf(`${method} ${path}`, method, path, operation), tag: textsAt(operation, 'tags')[0] }];
    });
  });
}

function itemOf(id: string, method: string, path: string, operation: Values): OutlineItem {
  const texts = ['summary', 'operationId', 'description'].map((key) => textAt(operation, key) ?? '');
  return {
    id,
    title: path,
    badge: method,
    words: [...texts, ...textsAt(operation, 'tags')].join(' ').slice(0, 2000),
    ...(own(operation, 'deprecated') === true && { deprecated: true }),
  };
}

/** The viewer leaves these out as well. */
function isHidden(value: unknown): boolean {
  return own(value, 'x-internal') === true || own(value, 'x-scalar-ignore') === true;
}

/** By tag, in the order in which the document lists its tags, then in that of first use. */
function groupsOf(document: Values, operations: TaggedOperation[]): OutlineGroup[] {
  const tags = listAt(document, 'tags').flatMap((tag) => textAt(tag, 'name') ?? []);
  const groups = new Map<string | undefined, OutlineItem[]>(tags.map((tag) => [tag, []]));
  for (const { item, tag } of operations) {
    const items = groups.get(tag);
    if (items) items.push(item);
    else groups.set(tag, [item]);
  }
  return [...groups]
    .filter(([, items]) => items.length > 0)
    .map(([tag, items]) => ({ title: tag ?? words.groups.untagged, items }));
}

function webhooksOf(document: Values): OutlineGroup[] {
  const items = Object.entries(objectAt(document, 'webhooks')).flatMap(([name, value]) => {
    const entry = resolve(document, value);
    return METHODS.flatMap((method) => {
      const operation = own(entry, method);
      return isObject(operation) ? [itemOf(`webhook ${method} ${name}`, method, name, operation)] : [];
    });
  });
  return items.length > 0 ? [{ title: words.groups.webhooks, items }] : [];
}

function schemasOf(document: Values): OutlineGroup[] {
  const schemas = own(document, 'definitions')
    ? objectAt(document, 'definitions')
    : objectAt(objectAt(document, 'components'), 'schemas');
  const items = Object.entries(schemas)
    .filter(([, schema]) => !isHidden(schema))
    .map(([name, schema]) => ({
      id: `schema ${name}`,
      title: name,
      words: (textAt(schema, 'description') ?? '').slice(0, 500),
    }));
  return items.length > 0 ? [{ title: words.groups.schemas, items }] : [];
}

/** A reference to another file would make the browser fetch it, from an address that the definition names. */
function withoutOutside(key: string, value: unknown, outside: Set<string>): unknown {
  if (key === '__proto__') return undefined;
  if (key === 'externalValue' && typeof value === 'string') {
    outside.add(value);
    return undefined;
  }
  const ref = own(value, '$ref');
  if (typeof ref !== 'string' || ref.startsWith('#')) return value;
  outside.add(ref);
  return { description: words.elsewhere(ref) };
}

function outsideWarning(outside: Set<string>): Problem[] {
  if (outside.size === 0) return [];
  const [first = ''] = outside;
  return [{ message: words.outside(first, outside.size - 1) }];
}
