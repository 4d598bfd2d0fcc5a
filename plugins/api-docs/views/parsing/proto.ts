import type { ProtoFile, ProtoMethod, ProtoService } from '../grpc/types.ts';
import type { GrpcDefinition, OutlineGroup, TextDefinition } from '../types.ts';
import { readEnum, readMessage } from './proto-messages.ts';
import { ProtoReader } from './proto-reader.ts';
import { ProtoSyntaxError } from './proto-tokens.ts';
import { textDefinition } from './text.ts';
import { words } from './words.ts';

/** The outline of a proto file of either generation; as much of it as people look up. */
export function readProto(text: string): GrpcDefinition | TextDefinition {
  try {
    return definitionOf(fileOf(new ProtoReader(text)));
  } catch (error) {
    if (!(error instanceof ProtoSyntaxError)) throw error;
    const { message, line, column } = error;
    return textDefinition('Protocol Buffers', { message, line, column });
  }
}

function fileOf(reader: ProtoReader): ProtoFile {
  const file: ProtoFile = { syntax: 'proto2', imports: [], services: [], types: [] };
  while (!reader.done) readStatement(reader, file);
  return file;
}

function readStatement(reader: ProtoReader, file: ProtoFile): void {
  const { comment } = reader.next;
  if (reader.takeIf(';')) return;
  const keyword = reader.word();
  switch (keyword) {
    case 'syntax':
    case 'edition':
      reader.expect('=');
      file.syntax = keyword === 'edition' ? `edition ${reader.string()}` : reader.string();
      if (comment !== undefined) file.comment = comment;
      break;
    case 'package':
      file.package = reader.word();
      if (comment !== undefined && file.comment === undefined) file.comment = comment;
      break;
    case 'import':
      if (!reader.takeIf('public') && !reader.takeIf('weak')) reader.takeIf('option');
      file.imports.push(reader.string());
      break;
    case 'service':
      file.services.push(readService(reader, comment));
      return;
    case 'message':
      readMessage(reader, '', comment, file.types);
      return;
    case 'enum':
      readEnum(reader, '', comment, file.types);
      return;
    case 'option':
    case 'extend':
      break;
    default:
      throw unexpected(reader, keyword);
  }
  reader.skipStatement();
}

function unexpected(reader: ProtoReader, keyword: string): ProtoSyntaxError {
  const { line, column } = reader.next;
  return new ProtoSyntaxError(words.proto.noStatement(keyword.slice(0, 60)), line, column);
}

function readService(reader: ProtoReader, comment: string | undefined): ProtoService {
  const service: ProtoService = { name: reader.word(), methods: [], ...(comment !== undefined && { comment }) };
  reader.expect('{');
  while (!reader.takeIf('}')) {
    const about = reader.next.comment;
    if (reader.takeIf('rpc')) service.methods.push(readMethod(reader, about));
    else if (!reader.takeIf(';')) reader.skipStatement();
  }
  return service;
}

function readMethod(reader: ProtoReader, comment: string | undefined): ProtoMethod {
  const name = reader.word();
  const request = readMessageType(reader);
  const returns = reader.word();
  if (returns !== 'returns') throw unexpected(reader, returns);
  const response = readMessageType(reader);
  const options = reader.is('{') ? reader.inside(reader.take()) : [];
  const end = options.length === 0 && reader.is(';') ? reader.take() : undefined;
  const about = comment ?? end?.trailing;
  const isDeprecated = options.some(({ text }, place) => text === 'deprecated' && options[place + 2]?.text === 'true');
  return {
    name,
    request: request.type,
    requestStream: request.stream,
    response: response.type,
    responseStream: response.stream,
    ...(about !== undefined && { comment: about }),
    ...(isDeprecated && { deprecated: true }),
  };
}

function readMessageType(reader: ProtoReader): { type: string; stream: boolean } {
  reader.expect('(');
  const first = reader.word();
  const stream = first === 'stream' && !reader.is(')');
  const type = stream ? reader.word() : first;
  reader.expect(')');
  return { type, stream };
}

function definitionOf(api: ProtoFile): GrpcDefinition {
  return {
    format: 'grpc',
    badge: api.services.length > 0 ? `gRPC ${api.syntax}` : `Protocol Buffers ${api.syntax}`,
    ...(api.package !== undefined && { title: api.package }),
    groups: groupsOf(api),
    warnings: [],
    api,
  };
}

function groupsOf(api: ProtoFile): OutlineGroup[] {
  const services = api.services.map((service) => ({
    title: service.name,
    items: service.methods.map((method) => ({
      id: `rpc ${service.name}.${method.name}`,
      title: method.name,
      words: `${service.name} ${method.request} ${method.response} ${method.comment ?? ''}`.slice(0, 1000),
      ...(method.deprecated && { deprecated: true }),
    })),
  }));
  const ofKind = (kind: 'message' | 'enum') =>
    api.types
      .filter((type) => type.kind === kind)
      .map((type) => ({
        id: `${kind} ${type.name}`,
        title: type.name,
        words: [type.comment, ...type.fields.map((field) => field.name)].join(' ').slice(0, 2000),
      }));
  const groups = [
    ...services,
    { title: words.groups.messages, items: ofKind('message') },
    { title: words.groups.enums, items: ofKind('enum') },
  ];
  return groups.filter(({ items }) => items.length > 0);
}
