/** Changes a few fields of a YAML file and leaves every other byte as it is: comments, order, quotes, line ends. */
import { isDeepStrictEqual } from 'node:util';
import type { Json, JsonObject } from '@callboard/plugin/server';
import { isAlias, isMap, isScalar, parseAllDocuments, type Document, type Pair, type YAMLMap } from 'yaml';
import { renderPair, renderScalar } from './render.ts';

/** One field: where it is, and its new value; absent: it is removed. */
export interface FieldEdit {
  path: readonly string[];
  value?: Json | undefined;
}

/** Order in which people write the fields of a descriptor; a new one goes where they would look for it. */
const usualOrder = ['name', 'namespace', 'title', 'description', 'labels', 'annotations', 'tags', 'links'];

/**
 * @param index of the document in the file, the first is 0
 * @throws {Error} with words for people, when the file cannot be changed in this way
 */
export function editYaml(text: string, index: number, edits: readonly FieldEdit[]): string {
  let edited = text;
  const wanted = valuesOf(text);
  if (index >= wanted.length)
    throw new Error(
      `the file has ${wanted.length} documents, and the entity is no longer the one numbered ${index + 1}`,
    );
  for (const edit of edits) {
    edited = editOne(edited, index, edit);
    wanted[index] = withEdit(wanted[index], edit);
  }
  // Whatever it looks like, it must say exactly what was asked for, and nothing else may have changed.
  if (!isDeepStrictEqual(valuesOf(edited), wanted))
    throw new Error('the file is written in a way that cannot be changed from here; change it by hand');
  return edited;
}

/** Number of the first document whose value passes, the first is 0; -1 when none does. */
export function findDocument(text: string, passes: (value: unknown) => boolean): number {
  return valuesOf(text).findIndex(passes);
}

function documentsOf(text: string): Document[] {
  const documents = parseAllDocuments(text, { keepSourceTokens: true, uniqueKeys: true });
  if (!Array.isArray(documents)) return [];
  const broken = documents.find((document) => document.errors.length);
  if (broken) throw new Error(`the file is not valid YAML: ${broken.errors[0]!.message.split('\n')[0]}`);
  return documents.filter((document) => document.contents !== null);
}

function valuesOf(text: string): unknown[] {
  return documentsOf(text).map((document) => document.toJS({ maxAliasCount: 100 }) as unknown);
}

function editOne(text: string, index: number, { path, value }: FieldEdit): string {
  const document = documentsOf(text)[index]!;
  if (!isMap(document.contents)) throw new Error('the document is no mapping of fields');
  const { map, pair, rest } = walk(document.contents, path);
  if (value === undefined) return rest.length > 1 || !pair ? text : removePair(text, document.contents, path);
  if (!pair) return insertPair(text, map, rest, value);
  if (rest.length === 1) return replaceValue(text, pair, rest[0]!, value);
  // An empty value where fields are to be: `annotations:` with nothing after it.
  return replaceValue(text, pair, rest[0]!, nested(rest.slice(1), value));
}

interface Place {
  /** The innermost mapping on the way. */
  map: YAMLMap;
  /** The pair in it that the way goes on through, or ends at. */
  pair: Pair | undefined;
  /** Names from `pair` on. */
  rest: readonly string[];
}

function walk(root: YAMLMap, path: readonly string[]): Place {
  let map = root;
  for (const [at, name] of path.entries()) {
    const pair = map.items.find(({ key }) => isScalar(key) && String(key.value) === name);
    if (isAlias(pair?.value)) throw new Error(`${path.slice(0, at + 1).join('.')} is an alias; change it by hand`);
    if (!pair || at === path.length - 1 || !isMap(pair.value)) return { map, pair, rest: path.slice(at) };
    map = pair.value;
  }
  return { map, pair: undefined, rest: [] };
}

function replaceValue(text: string, pair: Pair, name: string, value: Json): string {
  const [keyStart] = rangeOf(pair.key);
  const eol = eolOf(text);
  const indent = columnOf(text, keyStart);
  const old = pair.value;
  if (isScalar(old) && old.value !== null && !isCollection(value) && !String(old.type).startsWith('BLOCK')) {
    const [start, end] = rangeOf(old);
    return text.slice(0, start) + renderScalar(value, old.type) + text.slice(end);
  }
  const end = endOfPair(text, pair);
  const written = renderPair(name, value, indent).join(eol);
  return text.slice(0, keyStart) + written + text.slice(end);
}

function insertPair(text: string, map: YAMLMap, rest: readonly string[], value: Json): string {
  const [name, ...inner] = rest as [string, ...string[]];
  const whole = nested(inner, value);
  if (map.flow) {
    const [, end] = rangeOf(map);
    const close = text.lastIndexOf('}', end - 1);
    const comma = map.items.length ? ', ' : ' ';
    const before = text.slice(0, close).trimEnd();
    return `${before}${comma}${name}: ${JSON.stringify(whole)} ${text.slice(close)}`;
  }
  const eol = eolOf(text);
  const after = predecessor(map, name);
  const indent = columnOf(text, rangeOf(map.items[0]!.key)[0]);
  const lines = renderPair(name, whole, indent);
  const written = `${' '.repeat(indent)}${lines.join(eol)}`;
  const end = endOfLine(text, endOfPair(text, after));
  return `${text.slice(0, end)}${eol}${written}${text.slice(end)}`;
}

/** The pair that a new one is put behind. */
function predecessor(map: YAMLMap, name: string): Pair {
  const rank = usualOrder.indexOf(name);
  const before = map.items.findLast(({ key }) => {
    const place = isScalar(key) ? usualOrder.indexOf(String(key.value)) : -1;
    return rank >= 0 && place >= 0 && place < rank;
  });
  return before ?? map.items.at(-1)!;
}

/** Removes a pair with its lines; a mapping that is left empty goes too. */
function removePair(text: string, root: YAMLMap, path: readonly string[]): string {
  const { map, pair } = walk(root, path);
  if (!pair) return text;
  if (map.items.length === 1 && path.length > 2) return removePair(text, root, path.slice(0, -1));
  const [keyStart] = rangeOf(pair.key);
  const end = endOfPair(text, pair);
  if (map.flow) {
    const following = /^\s*,\s*/.exec(text.slice(end));
    if (following) return text.slice(0, keyStart) + text.slice(end + following[0].length);
    return text.slice(0, keyStart).replace(/,\s*$/, ' ') + text.slice(end).trimStart();
  }
  const lineStart = text.lastIndexOf('\n', keyStart - 1) + 1;
  const lineEnd = text.indexOf('\n', end);
  return text.slice(0, lineStart) + (lineEnd === -1 ? '' : text.slice(lineEnd + 1));
}

/** Where the value of a pair ends, without the line end and without comments that follow. */
function endOfPair(text: string, pair: Pair): number {
  const value = pair.value as { range?: [number, number, number] | null } | null;
  const [, keyEnd] = rangeOf(pair.key);
  let end = value?.range ? value.range[1] : text.indexOf(':', keyEnd) + 1;
  while (end > 0 && /[\r\n]/.test(text[end - 1]!)) end--;
  return Math.max(end, text.indexOf(':', keyEnd) + 1);
}

/** A comment behind a value belongs to it. */
function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  if (end === -1) return text.length;
  return text[end - 1] === '\r' ? end - 1 : end;
}

function rangeOf(node: unknown): [number, number] {
  const { range } = (node ?? {}) as { range?: [number, number, number] | null };
  if (!range) throw new Error('the file is written in a way that cannot be changed from here; change it by hand');
  return [range[0], range[1]];
}

function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

function eolOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

function isCollection(value: Json): boolean {
  return typeof value === 'object' && value !== null;
}

function nested(path: readonly string[], value: Json): Json {
  return path.reduceRight<Json>((inner, name) => ({ [name]: inner }), value);
}

function withEdit(root: unknown, { path, value }: FieldEdit): unknown {
  const [name, ...rest] = path as [string, ...string[]];
  const before = (typeof root === 'object' && root !== null ? root : {}) as JsonObject;
  if (rest.length === 0) {
    const { [name]: _, ...others } = before;
    return value === undefined ? others : { ...before, [name]: value };
  }
  if (value === undefined && before[name] === undefined) return before;
  const inner = withEdit(before[name], { path: rest, value }) as JsonObject;
  if (value === undefined && Object.keys(inner).length === 0) return withEdit(root, { path: [name] });
  return { ...before, [name]: inner };
}
