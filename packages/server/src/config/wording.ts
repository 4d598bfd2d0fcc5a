/** What is wrong with a configuration, in plain words: what was expected, what is there, what to do. */
import { nearest } from '@callboard/core';
import { z } from 'zod';
import { isSecretKey } from './interpolate.ts';
import type { Path } from './yaml-file.ts';

type Issue = z.core.$ZodRawIssue;

/** Of a value that is shown. */
const LONGEST = 60;
/** Settings that are named where one is unknown. */
const NAMED = 12;

const kinds: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'settings (name: value)',
  record: 'settings (name: value)',
};

/** What is expected, as the table of settings does not say it itself. */
export function expectation(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return kinds[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return issue.values.map((value) => JSON.stringify(value)).join(' or ');
    case 'too_small':
      return amount('at least', Number(issue.minimum), issue.origin, issue.inclusive === false);
    case 'too_big':
      return amount('at most', Number(issue.maximum), issue.origin, issue.inclusive === false);
    default:
      return 'another value';
  }
}

function amount(bound: string, count: number, origin: string, exclusive: boolean): string {
  if (origin === 'string') return count === 1 ? 'a text that is not empty' : `${bound} ${count} characters`;
  if (origin === 'array') return `${bound} ${count} entries`;
  if (exclusive) return bound === 'at least' ? `more than ${count}` : `less than ${count}`;
  return `${bound} ${count}`;
}

/** The whole sentence. @param expected from `expectation`, or as the table says */
export function complaint(expected: string, found: unknown, path: Path): string {
  if (found === undefined) return `is missing; expected ${expected}. Add it, or remove what it belongs to`;
  const remedy = remedyFor(expected, found);
  return `expected ${expected}, found ${shown(found, path)}${remedy && `. ${remedy}`}`;
}

function remedyFor(expected: string, found: unknown): string {
  if (typeof found === 'string' && /number/.test(expected) && /^-?\d+(\.\d+)?$/.test(found)) return 'Remove the quotes';
  if (typeof found === 'string' && expected === 'true or false' && /^(true|false)$/.test(found))
    return 'Remove the quotes';
  if (typeof found !== 'object' && expected === 'a text') return 'Put quotes around it';
  if (expected === 'a list') return 'Begin each entry with a dash on a line of its own';
  if (typeof found !== 'string') return '';
  const choices = [...expected.matchAll(/"([^"]+)"/g)].map(([, choice]) => choice!);
  const [likely] = nearest(found, choices, 1);
  return likely === undefined ? '' : `Did you mean ${likely}?`;
}

/** A value as it is told: never a secret, nothing that may hold one, and not at length. */
function shown(value: unknown, path: Path): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'settings';
  if (isSecretKey(path.at(-1)) || String(value).includes('@')) return `${kinds[typeof value] ?? 'a value'} (not shown)`;
  const text = JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

interface Shape {
  properties?: Record<string, Shape>;
  items?: Shape;
}

/** What to say of a setting that does not exist. @param schema what exists */
export function unknownSetting(schema: z.ZodType, path: Path, key: string): string {
  let at: Shape | undefined = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape;
  for (const step of path) at = typeof step === 'number' ? at?.items : at?.properties?.[String(step)];
  const known = Object.keys(at?.properties ?? {});
  const [likely] = nearest(key, known, 1);
  const remedy =
    likely !== undefined
      ? `did you mean ${likely}?`
      : known.length && known.length <= NAMED
        ? `here are ${known.join(', ')}`
        : 'docs/configuration.md lists them';
  return `there is no such setting; ${remedy}`;
}

const yamlMistakes: Record<string, string> = {
  DUPLICATE_KEY: 'this setting stands twice. Remove or rename one of the two',
  TAB_AS_INDENT: 'a tab is used for indentation. Indent with spaces',
  BAD_INDENT: 'the indentation does not fit. Align the line with those that it belongs to',
  MISSING_CHAR: 'a quote, bracket or colon is missing. Close what was opened',
  BLOCK_AS_IMPLICIT_KEY: 'a colon too many. Put quotes around a text that holds a colon and a space',
  UNEXPECTED_TOKEN: 'this cannot stand here. Correct the indentation, or put quotes around the text',
  MULTIPLE_DOCS: 'only one document is read. Remove the line ---',
  BAD_ALIAS: 'an alias leads nowhere. Write the value out',
};

/** What is wrong with the YAML itself. */
export function yamlMistake(code: string, said: string): string {
  return yamlMistakes[code] ?? `the YAML cannot be read: ${said}`;
}
