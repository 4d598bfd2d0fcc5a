import { resolve } from '../parsing/pointer.ts';
import { isObject, listAt, objectAt, own, textAt, textsAt } from '../parsing/values.ts';
import type { Values } from '../parsing/values.ts';

const DEEPEST = 8;
/** Values in one example, so that a schema cannot blow up. */
const MOST = 300;

const TEXTS: Readonly<Record<string, string>> = {
  'date-time': '2026-01-31T09:30:00Z',
  date: '2026-01-31',
  time: '09:30:00Z',
  email: 'someone@example.com',
  uri: 'https://example.com',
  uuid: '3f2c1c7e-6a55-4c9e-9d1b-2f0c8a7b5e10',
};

/** A value that a JSON Schema allows, from its own examples where it has some. */
export function exampleOf(root: unknown, schema: unknown): unknown {
  const budget = { left: MOST };
  return make(root, schema, 0, budget);
}

function make(root: unknown, schema: unknown, depth: number, budget: { left: number }): unknown {
  budget.left -= 1;
  const found = resolve(root, schema);
  if (!isObject(found) || depth > DEEPEST || budget.left < 0) return null;
  const given = givenBy(found);
  if (given !== undefined) return given;
  const [choice] = [...listAt(found, 'oneOf'), ...listAt(found, 'anyOf')];
  const parts = listAt(found, 'allOf');
  if (parts.length > 0) return together(root, [{ ...found, allOf: [] }, ...parts], depth, budget);
  if (choice !== undefined && !own(found, 'properties')) return make(root, choice, depth + 1, budget);
  return ofType(root, found, depth, budget);
}

function givenBy(schema: Values): unknown {
  const [first] = [...listAt(schema, 'examples'), ...listAt(schema, 'enum')];
  return own(schema, 'example') ?? own(schema, 'const') ?? own(schema, 'default') ?? first;
}

function together(root: unknown, parts: readonly unknown[], depth: number, budget: { left: number }): unknown {
  const values = parts.map((part) => make(root, part, depth + 1, budget));
  const objects = values.filter(isObject);
  return objects.length > 0 ? Object.fromEntries(objects.flatMap((value) => Object.entries(value))) : values.at(-1);
}

function ofType(root: unknown, schema: Values, depth: number, budget: { left: number }): unknown {
  const type = textAt(schema, 'type') ?? textsAt(schema, 'type').find((name) => name !== 'null');
  if (type === 'array' || own(schema, 'items')) return [make(root, own(schema, 'items'), depth + 1, budget)];
  if (type === 'object' || own(schema, 'properties')) {
    const properties = Object.entries(objectAt(schema, 'properties')).slice(0, MOST);
    return Object.fromEntries(properties.map(([name, value]) => [name, make(root, value, depth + 1, budget)]));
  }
  if (type === 'integer' || type === 'number') return own(schema, 'minimum') ?? 0;
  if (type === 'boolean') return true;
  return type === 'string' ? (TEXTS[textAt(schema, 'format') ?? ''] ?? 'text') : null;
}
