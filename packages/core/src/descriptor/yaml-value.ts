import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
} from 'yaml';
import type { Json, JsonObject } from '../entity.ts';
import { LimitReached } from './parse-yaml.ts';
import type { DescriptorLimits } from './limits.ts';

export interface YamlValue {
  value: Json;
  /** Offsets of keys that are no plain text, such as the mapping that an unquoted `{{ x }}` is. */
  complexKeys: number[];
  /** What the YAML grammar allows and the meaning does not, in the order of the document. */
  faults: Fault[];
}

/** A key that stands in its mapping already, or an alias without an anchor. */
export interface Fault {
  kind: 'repeated-key' | 'unknown-alias';
  name: string;
  offset: number;
}

interface Reading extends Omit<YamlValue, 'value'> {
  document: Document.Parsed;
  limits: DescriptorLimits;
  merge: boolean;
  /** Anchored nodes passed so far. */
  anchors: Map<string, Node>;
  /** How many aliases are being followed at this moment. */
  following: number;
  aliasValues: number;
}

/**
 * The JSON value of a YAML document. Numbers that JSON does not have, and scalars of unknown types, become text or null.
 * @throws {LimitReached} when aliases stand for too much, or contain themselves
 */
export function yamlValue(document: Document.Parsed, limits: DescriptorLimits, merge: boolean): YamlValue {
  const reading: Reading = {
    document,
    limits,
    merge,
    anchors: new Map(),
    following: 0,
    aliasValues: 0,
    complexKeys: [],
    faults: [],
  };
  const value = read(document.contents, reading, 0);
  return { value, complexKeys: reading.complexKeys, faults: reading.faults };
}

function read(node: Node | null, reading: Reading, depth: number): Json {
  if (node === null) return null;
  if (depth > reading.limits.depth) throw tooDeep(node, reading);
  if (isAlias(node)) return follow(node, reading, depth);
  if (reading.following > 0) countAliasValue(node, reading);
  else if ('anchor' in node && typeof node.anchor === 'string') reading.anchors.set(node.anchor, node);
  if (isScalar(node)) return scalar(node);
  if (isSeq(node))
    return node.items.map((item) =>
      isPair(item) ? fields([item as Pair], reading, depth) : read(item as Node, reading, depth + 1),
    );
  return isMap(node) ? fields(node.items as Pair[], reading, depth) : null;
}

function scalar(node: Scalar): Json {
  const { value } = node;
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  return node.source ?? null;
}

function fields(pairs: Pair[], reading: Reading, depth: number): JsonObject {
  const result: JsonObject = {};
  const merged: Json[] = [];
  for (const pair of pairs) {
    const key = pair.key as Node | null;
    const value = read(pair.value as Node | null, reading, depth + 1);
    if (reading.merge && isScalar(key) && key.value === '<<' && key.type === 'PLAIN') merged.push(value);
    else addField(result, keyText(key, reading, depth), value, key, reading);
  }
  for (const source of merged.flat()) {
    if (typeof source !== 'object' || source === null || Array.isArray(source)) continue;
    for (const [key, value] of Object.entries(source)) if (!Object.hasOwn(result, key)) setOwn(result, key, value);
  }
  return result;
}

function addField(target: JsonObject, name: string, value: Json, key: Node | null, reading: Reading): void {
  if (reading.following === 0 && Object.hasOwn(target, name)) {
    reading.faults.push({ kind: 'repeated-key', name, offset: key?.range?.[0] ?? 0 });
  } else setOwn(target, name, value);
}

/** A key named `__proto__` must not reach the prototype; the check of keys refuses it later, with its place. */
function setOwn(target: JsonObject, key: string, value: Json): void {
  if (key === '__proto__')
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  else target[key] = value;
}

function keyText(key: Node | null, reading: Reading, depth: number): string {
  const before = reading.complexKeys.length;
  const value = read(key, reading, depth + 1);
  if (typeof value === 'string') return value;
  if (typeof value !== 'object') return isScalar(key) ? (key.source ?? String(value)) : String(value);
  if (value === null) return '';
  // Of keys inside keys the outermost says enough.
  reading.complexKeys.splice(before, Infinity, key?.range?.[0] ?? 0);
  return key?.toString() ?? '';
}

function follow(alias: Alias, reading: Reading, depth: number): Json {
  const target = reading.anchors.get(alias.source);
  if (!target) {
    reading.faults.push({ kind: 'unknown-alias', name: alias.source, offset: alias.range?.[0] ?? 0 });
    return null;
  }
  reading.following += 1;
  const value = read(target, reading, depth + 1);
  reading.following -= 1;
  return value;
}

function countAliasValue(node: Node, reading: Reading): void {
  reading.aliasValues += 1;
  if (reading.aliasValues <= reading.limits.aliasValues) return;
  throw new LimitReached(
    'yaml-too-many-aliases',
    `Aliases stand for more than ${reading.limits.aliasValues} values`,
    node.range?.[0] ?? 0,
  );
}

function tooDeep(node: Node, reading: Reading): LimitReached {
  return new LimitReached(
    'nested-too-deep',
    `The document is nested more than ${reading.limits.depth} levels deep`,
    node.range?.[0] ?? 0,
  );
}
