import type { ErrorObject } from 'ajv';
import { nearest } from '../nearest.ts';
import { type Problem, problem } from '../problem.ts';
import { violationInWords } from './plain-words.ts';
import { valueAt } from './schema.ts';

/** Turns one violation of a schema into a problem with advice; `known` is its text as clients of the API know it. */
export function schemaProblem(kind: 'envelope' | 'kind', error: ErrorObject, root: unknown, known: string): Problem {
  const message = violationInWords(error, root);
  const code = kind === 'envelope' ? 'envelope-malformed' : 'spec-invalid';
  const value = valueAt(root, error.instancePath);
  if (error.keyword === 'required') {
    return problem(kind, code, error.instancePath, message, {
      hint: missingHint(String(error.params.missingProperty), error.instancePath, value),
      atKey: true,
      known,
    });
  }
  if (error.keyword !== 'type') return problem(kind, code, error.instancePath, message, { known, ...ownHint(error) });
  const wantsText = error.params.type === 'string';
  if (wantsText && (typeof value === 'number' || typeof value === 'boolean')) {
    return problem(kind, 'value-not-text', error.instancePath, message, {
      hint: `Put quotes around it: "${String(value)}".`,
      known,
    });
  }
  return problem(kind, code, error.instancePath, message, { known, hint: typeHint(error, value) });
}

function missingHint(name: string, pointer: string, value: unknown): string {
  const present = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  const [misspelt] = nearest(name, present, 1);
  if (misspelt !== undefined) return `Rename ${misspelt} to ${name}.`;
  const parent = pointer === '' ? 'the entity' : pointer.slice(1).replaceAll('/', '.');
  const empty = name === 'children' || name === 'memberOf' ? `; it may be empty: ${name}: []` : '';
  return `Add ${name} to ${parent}${empty}.`;
}

function typeHint(error: ErrorObject, value: unknown): string {
  const field = error.instancePath.split('/').at(-1) ?? '';
  const wanted = String(error.params.type);
  if (value === null) return `Give ${field} a value, or remove it.`;
  if (wanted === 'string' && Array.isArray(value)) {
    return field === 'owner' ? 'Name one owner; make a group for several.' : `Write one text in place of the list.`;
  }
  if (wanted === 'string') return 'Write a text; put quotes around it if it holds braces or a colon.';
  if (wanted === 'array') return `Write a list: each value on a line of its own after a dash.`;
  if (wanted === 'object') return 'Write a mapping: names and values on indented lines, each as name: value.';
  return `Write a value of type ${wanted}.`;
}

function ownHint(error: ErrorObject): { hint?: string } {
  if (error.keyword === 'minLength') return { hint: 'Give it a value, or remove the field.' };
  if (error.keyword === 'enum') return { hint: `Use one of: ${(error.params.allowedValues as unknown[]).join(', ')}.` };
  return {};
}
