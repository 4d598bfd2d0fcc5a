import { nameOfRef, refOf, resolve } from '../parsing/pointer.ts';
import { isObject, listAt, objectAt, own, textAt, textsAt } from '../parsing/values.ts';
import type { Values } from '../parsing/values.ts';
import { messages } from '../messages.ts';
import { notesOf } from './notes.ts';

/** One thing within a schema: a property, one of several choices, or what other names may hold. */
export interface SchemaPart {
  key: string;
  name: string;
  schema: unknown;
  required: boolean;
}

export interface DescribedSchema {
  /** What it is in a few words: `string`, `Order[]`, `string or null`. */
  type: string;
  description?: string;
  notes: string[];
  deprecated: boolean;
  /** References that lead here; one that was met before means that it goes on forever. */
  refs: string[];
  parts: SchemaPart[];
}

/** Lists of lists and schemas made of schemas, deeper than anybody writes them. */
const DEEPEST = 16;

/** What a JSON Schema says, one level deep. References are followed within the document, `allOf` is taken as one. */
export function describeSchema(root: unknown, schema: unknown): DescribedSchema {
  const refs: string[] = [];
  const found = followed(root, schema, refs);
  if (!isObject(found)) return { type: plainType(found, refs), notes: [], deprecated: false, refs, parts: [] };
  const { items, depth } = innermost(root, found, refs);
  const merged = isObject(items) ? mergedOf(root, items) : {};
  const description = textAt(found, 'description') ?? textAt(merged, 'description');
  return {
    type: `${typeOf(merged, refs)}${'[]'.repeat(depth)}`,
    ...(description !== undefined && { description }),
    notes: notesOf(depth > 0 ? { ...found, ...onlyNotes(merged) } : merged),
    deprecated: own(found, 'deprecated') === true,
    refs,
    parts: partsOf(root, merged),
  };
}

function followed(root: unknown, schema: unknown, refs: string[]): unknown {
  let at = schema;
  for (let ref = refOf(at); ref !== undefined && !refs.includes(ref); ref = refOf(at)) {
    refs.push(ref);
    at = resolve(root, { $ref: ref });
  }
  return at;
}

function plainType(value: unknown, refs: readonly string[]): string {
  const last = refs.at(-1);
  if (last !== undefined) return `${nameOfRef(last)} (${messages.schema.outside})`;
  return value === false ? 'never' : messages.schema.any;
}

/** What a list is a list of, and how many lists deep. */
function innermost(root: unknown, schema: Values, refs: string[]): { items: unknown; depth: number } {
  let items: unknown = schema;
  let depth = 0;
  while (depth < DEEPEST && isObject(items) && isObject(own(items, 'items'))) {
    items = followed(root, own(items, 'items'), refs);
    depth += 1;
  }
  return { items, depth };
}

function onlyNotes(schema: Values): Values {
  return Object.fromEntries(
    Object.entries(schema).filter(([key]) => ['enum', 'format', 'pattern', 'const'].includes(key)),
  );
}

/** A schema with all that `allOf` adds to it. */
function mergedOf(root: unknown, schema: Values, depth = 0): Values {
  const parts = listAt(schema, 'allOf');
  if (parts.length === 0 || depth > DEEPEST) return schema;
  const all = [schema, ...parts.map((part) => resolve(root, part))].filter(isObject);
  const whole = all.map((part) => (part === schema ? schema : mergedOf(root, part, depth + 1)));
  const merged = new Map(whole.toReversed().flatMap((part) => Object.entries(part)));
  merged.set('properties', Object.fromEntries(whole.flatMap((part) => Object.entries(objectAt(part, 'properties')))));
  merged.set(
    'required',
    whole.flatMap((part) => textsAt(part, 'required')),
  );
  return Object.fromEntries(merged);
}

function typeOf(schema: Values, refs: readonly string[]): string {
  const last = refs.at(-1);
  const types = [textAt(schema, 'type') ?? textsAt(schema, 'type')].flat().filter((type) => type !== '');
  if (last !== undefined && (types.length === 0 || types.includes('object'))) return nameOfRef(last);
  if (types.length > 0) return types.join(' or ');
  if (listAt(schema, 'oneOf').length > 0) return messages.schema.oneOf;
  if (listAt(schema, 'anyOf').length > 0) return messages.schema.anyOf;
  if (own(schema, 'properties')) return 'object';
  return textsAt(schema, 'enum').length > 0 ? 'string' : messages.schema.any;
}

function partsOf(root: unknown, schema: Values): SchemaPart[] {
  const required = new Set(textsAt(schema, 'required'));
  const properties = Object.entries(objectAt(schema, 'properties')).map(([name, value]) => ({
    key: `property ${name}`,
    name,
    schema: value,
    required: required.has(name),
  }));
  const choices = ['oneOf', 'anyOf'].flatMap((key) =>
    listAt(schema, key).map((value, place) => choiceOf(root, key, value, place)),
  );
  const other = own(schema, 'additionalProperties');
  const others = isObject(other)
    ? [{ key: 'others', name: messages.schema.others, schema: other, required: false }]
    : [];
  return [...properties, ...others, ...choices];
}

function choiceOf(root: unknown, key: string, schema: unknown, place: number): SchemaPart {
  const ref = refOf(schema);
  const name = textAt(resolve(root, schema), 'title') ?? (ref === undefined ? `${place + 1}` : nameOfRef(ref));
  const word = key === 'oneOf' ? messages.schema.oneOf : messages.schema.anyOf;
  return { key: `${key} ${place}`, name: `${word}: ${name}`, schema, required: false };
}
