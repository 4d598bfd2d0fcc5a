import type { ProtoField, ProtoType } from '../grpc/types.ts';
import type { ProtoReader } from './proto-reader.ts';
import { ProtoSyntaxError } from './proto-tokens.ts';
import type { ProtoToken } from './proto-tokens.ts';
import { words } from './words.ts';

/** Messages within messages, deeper than anybody writes them. */
const DEEPEST = 40;
const SKIPPED = new Set(['option', 'extensions', 'reserved', 'extend']);
const LABELS = new Set(['repeated', 'optional', 'required']);

/** Reads a message from its name on, and those within it, into `types`. */
export function readMessage(
  reader: ProtoReader,
  around: string,
  comment: string | undefined,
  types: ProtoType[],
  depth = 0,
): void {
  const name = around + reader.word();
  const message: ProtoType = { kind: 'message', name, fields: [], ...(comment !== undefined && { comment }) };
  types.push(message);
  const { line, column } = reader.expect('{');
  if (depth > DEEPEST) throw new ProtoSyntaxError(words.proto.tooDeep, line, column);
  while (!reader.takeIf('}')) readPart(reader, message, types, depth);
}

function readPart(reader: ProtoReader, message: ProtoType, types: ProtoType[], depth: number, oneof?: string): void {
  const { comment, text } = reader.next;
  if (reader.takeIf(';')) return;
  const word = reader.word();
  if (word === 'message' && !reader.is('=') && isDeclaration(reader))
    return readMessage(reader, `${message.name}.`, comment, types, depth + 1);
  if (word === 'enum' && isDeclaration(reader)) return readEnum(reader, `${message.name}.`, comment, types);
  if (word === 'oneof') return readOneof(reader, message, types, depth);
  if (SKIPPED.has(text) && !reader.is('=')) return void reader.skipStatement();
  const field = readField(reader, word, comment, message, types, depth);
  message.fields.push(oneof === undefined ? field : { ...field, oneof });
}

/** `message` and `enum` are no reserved words, so a field's type could bear them; a field goes on with its number. */
function isDeclaration(reader: ProtoReader): boolean {
  return reader.next.kind === 'word';
}

function readOneof(reader: ProtoReader, message: ProtoType, types: ProtoType[], depth: number): void {
  const name = reader.word();
  reader.expect('{');
  while (!reader.takeIf('}')) readPart(reader, message, types, depth, name);
}

function readField(
  reader: ProtoReader,
  first: string,
  comment: string | undefined,
  message: ProtoType,
  types: ProtoType[],
  depth: number,
): ProtoField {
  const label = LABELS.has(first) && !reader.is('=') ? first : undefined;
  const base = label === undefined ? first : reader.word();
  const isGroup = base === 'group';
  const type = base === 'map' && reader.is('<') ? readMap(reader) : base;
  const name = reader.word();
  reader.expect('=');
  const number = reader.word();
  const options = reader.is('[') ? reader.inside(reader.take()) : [];
  const end = isGroup ? readGroup(reader, name, message, types, depth) : reader.expect(';');
  const about = comment ?? end?.trailing;
  return {
    name,
    type: label === undefined ? type : `${label} ${type}`,
    number,
    ...(about !== undefined && { comment: about }),
    ...(isDeprecated(options) && { deprecated: true }),
  };
}

/** A group is a field and its message in one. */
function readGroup(
  reader: ProtoReader,
  name: string,
  message: ProtoType,
  types: ProtoType[],
  depth: number,
): undefined {
  const group: ProtoType = { kind: 'message', name: `${message.name}.${name}`, fields: [] };
  types.push(group);
  const { line, column } = reader.expect('{');
  if (depth > DEEPEST) throw new ProtoSyntaxError(words.proto.tooDeep, line, column);
  while (!reader.takeIf('}')) readPart(reader, group, types, depth + 1);
}

function readMap(reader: ProtoReader): string {
  const inside = reader.inside(reader.take());
  const [key, value] = inside.filter(({ text }) => text !== ',');
  return `map<${key?.text ?? ''}, ${value?.text ?? ''}>`;
}

/** Reads an enum from its name on. */
export function readEnum(reader: ProtoReader, around: string, comment: string | undefined, types: ProtoType[]): void {
  const type: ProtoType = {
    kind: 'enum',
    name: around + reader.word(),
    fields: [],
    ...(comment !== undefined && { comment }),
  };
  types.push(type);
  reader.expect('{');
  while (!reader.takeIf('}')) {
    const about = reader.next.comment;
    if (reader.takeIf(';')) continue;
    const name = reader.word();
    if (SKIPPED.has(name) && !reader.is('=')) {
      reader.skipStatement();
      continue;
    }
    reader.expect('=');
    const number = reader.word();
    const options = reader.is('[') ? reader.inside(reader.take()) : [];
    const text = about ?? reader.expect(';').trailing;
    if (about !== undefined) reader.expect(';');
    type.fields.push({
      name,
      type: '',
      number,
      ...(text !== undefined && { comment: text }),
      ...(isDeprecated(options) && { deprecated: true }),
    });
  }
}

function isDeprecated(options: readonly ProtoToken[]): boolean {
  return options.some(({ text }, place) => text === 'deprecated' && options[place + 2]?.text === 'true');
}
