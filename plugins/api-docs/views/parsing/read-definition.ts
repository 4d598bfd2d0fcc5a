import type { Definition, Problem } from '../types.ts';
import { isAsyncApi, readAsyncApi } from './asyncapi.ts';
import { readDocument } from './document.ts';
import { readGraphql } from './graphql.ts';
import { isOpenApi, readOpenApi } from './openapi.ts';
import { readProto } from './proto.ts';
import { textDefinition } from './text.ts';
import { isObject } from './values.ts';
import { words } from './words.ts';

/** Types whose definitions are JSON or YAML, and what people call them. */
const DOCUMENTS: Readonly<Record<string, string>> = { openapi: 'OpenAPI', swagger: 'OpenAPI', asyncapi: 'AsyncAPI' };
/** Longer texts on one line are laid out for reading. */
const LONG_LINE = 200;

/** What an API's definition says. Never throws: what cannot be read is a text with a problem. */
export function readDefinition(type: string, text: string): Definition {
  try {
    return definitionOf(type.toLowerCase(), text);
  } catch (error) {
    return textDefinition(DOCUMENTS[type] ?? type, { message: reasonOf(error) });
  }
}

/** Too deep for the stack is the one thing that goes wrong without a place. */
function reasonOf(error: unknown): string {
  if (error instanceof RangeError) return words.tooDeep;
  return error instanceof Error ? error.message : String(error);
}

function definitionOf(type: string, text: string): Definition {
  if (type === 'graphql') return readGraphql(text);
  if (type === 'grpc' || type === 'protobuf' || type === 'proto') return readProto(text);
  const expected = DOCUMENTS[type];
  const { value, problem, warnings, isJson } = readDocument(text);
  if (problem) return expected ? textDefinition(expected, problem) : textDefinition(type);
  if (isOpenApi(value)) return readOpenApi(value, warnings);
  if (isAsyncApi(value)) return readAsyncApi(value, warnings);
  if (expected) return textDefinition(expected, missing(expected, value));
  const pretty =
    isJson && /^.*$/.test(text.trim()) && text.length > LONG_LINE ? JSON.stringify(value, null, 2) : undefined;
  return { ...textDefinition(type), ...(pretty !== undefined && { pretty }) };
}

function missing(expected: string, value: unknown): Problem {
  if (!isObject(value)) return { message: words.noDocument(expected), line: 1, column: 1 };
  const field = expected === 'OpenAPI' ? 'openapi: 3.1.0' : 'asyncapi: 3.0.0';
  return {
    message: words.noVersion(expected, field),
    line: 1,
    column: 1,
  };
}
