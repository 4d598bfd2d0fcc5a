/** What is wrong with a value, in the words of people: where it stands, what is expected, what is there. The one place for this. */
import type { ErrorObject } from 'ajv';
import { pointerTokens } from '../problem.ts';
import { valueAt } from './schema.ts';

const longestQuote = 100;

const types: Record<string, string> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping of names to values',
  null: 'empty',
};

/** Keywords whose messages say all of it behind "the value". */
const keptMessages = /^must (be|match|have|contain|pass) /;

/** The path of a value as people write it: `spec.links[0].url`; `the entity` for all of it. */
export function pathOf(pointer: string): string {
  const [first, ...rest] = pointerTokens(pointer);
  if (first === undefined) return 'the entity';
  return rest.reduce((path, token) => {
    if (/^\d+$/.test(token)) return `${path}[${token}]`;
    return /^[\w-]+$/.test(token) ? `${path}.${token}` : `${path}["${token}"]`;
  }, first);
}

/** A violation of a schema. */
export function violationInWords(error: ErrorObject, root: unknown): string {
  const { instancePath, keyword, params } = error;
  const path = pathOf(instancePath);
  const value = valueAt(root, instancePath);
  switch (keyword) {
    case 'required':
      return `${pathOf(`${instancePath}/${String(params.missingProperty)}`)} is missing`;
    case 'type':
      return expected(path, typesInWords(params.type as string | string[]), value);
    case 'minLength':
      return value === '' ? `${path} is empty` : expected(path, `${params.limit} characters or more`, value);
    case 'minItems':
      return expected(path, `a list of at least ${params.limit}`, value);
    case 'enum':
      return expected(path, `one of ${(params.allowedValues as unknown[]).join(', ')}`, value);
    case 'const':
      return expected(path, String(params.allowedValue), value);
    case 'additionalProperties':
      return `${path} has a field that is not known there: ${String(params.additionalProperty)}`;
    case 'anyOf':
    case 'oneOf':
      return `${path} has none of the forms that are allowed there; it is ${valueInWords(value)}`;
    default:
      return `${path} ${(error.message ?? 'is not right').replace(keptMessages, 'should $1 ')}, but is ${valueInWords(value)}`;
  }
}

/** `spec.owner should be text, but is the number 7`. */
export function expected(path: string, wanted: string, value: unknown): string {
  return `${path} should be ${wanted}, but is ${valueInWords(value)}`;
}

function typesInWords(type: string | string[]): string {
  return [type]
    .flat()
    .map((each) => types[each] ?? each)
    .join(' or ');
}

function valueInWords(value: unknown): string {
  if (value === undefined) return 'not there';
  if (value === null || value === '') return 'empty';
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') return `the number ${value}`;
  if (typeof value === 'boolean') return String(value);
  if (!Array.isArray(value)) return 'a mapping';
  return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
}

/** A text of a file, cut where nobody reads on. */
export function quoted(text: string): string {
  return `"${text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text}"`;
}
