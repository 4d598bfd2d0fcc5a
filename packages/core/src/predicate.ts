import type { Filter } from './filter.ts';
import { InvalidInput } from './invalid-input.ts';

type Fields = Record<string, unknown>;

const deepestPredicate = 50;
const matchers = ['$exists', '$in', '$hasPrefix', '$contains'];

/**
 * Reads the predicate of a query body into the same filter that query parameters give.
 * @throws {InvalidInput}
 */
export function parsePredicate(query: unknown): Filter {
  if (!isFields(query)) throw new InvalidInput('Query must be an object');
  return predicate(query, 0);
}

function predicate(value: unknown, depth: number): Filter {
  if (!isFields(value)) throw invalid(`a predicate must be an object, found ${describe(value)}`);
  if (depth > deepestPredicate) throw invalid(`nested more than ${deepestPredicate} deep`);
  const keys = Object.keys(value);
  const operator = keys.find((key) => key.startsWith('$'));
  if (operator === undefined) return allOf(keys.map((key) => matcher(key, value[key])));
  if (keys.length > 1) throw invalid(`${operator} must stand alone in its object`);
  if (operator === '$not') return { op: 'not', filter: predicate(value.$not, depth + 1) };
  if (operator !== '$all' && operator !== '$any') throw invalid(`unknown operator ${operator}; use $all, $any or $not`);
  const inner = value[operator];
  if (!Array.isArray(inner)) throw invalid(`${operator} must be a list of predicates`);
  const filters = inner.map((each) => predicate(each, depth + 1));
  return operator === '$all' ? allOf(filters) : { op: 'any', filters };
}

function matcher(path: string, value: unknown): Filter {
  const key = path.toLowerCase();
  if (isPrimitive(value)) return { op: 'equals', key, values: [text(value)] };
  if (!isFields(value)) throw invalid(`the value of '${path}' must be a string, a number, a boolean or an operator`);
  const [operator, ...more] = Object.keys(value);
  if (operator === undefined || more.length > 0 || !matchers.includes(operator)) {
    throw invalid(
      `the value of '${path}' must hold exactly one of ${matchers.join(', ')}, found ${Object.keys(value).join(', ') || 'nothing'}`,
    );
  }
  const operand = value[operator];
  if (operator === '$exists') return exists(key, operand);
  if (operator === '$in') return { op: 'equals', key, values: primitives(operand, '$in').map(text) };
  if (operator === '$contains') return contains(key, operand);
  if (typeof operand !== 'string') throw invalid('$hasPrefix must be a string');
  return { op: 'prefix', key, value: operand.toLowerCase() };
}

function exists(key: string, operand: unknown): Filter {
  if (typeof operand !== 'boolean') throw invalid('$exists must be true or false');
  return operand ? { op: 'has', key } : { op: 'not', filter: { op: 'has', key } };
}

function contains(key: string, operand: unknown): Filter {
  if (isPrimitive(operand)) return { op: 'equals', key, values: [text(operand)] };
  if (!isFields(operand)) throw invalid('$contains must be a string, a number, a boolean or an object');
  if (key !== 'relations') throw invalid(`$contains with an object works only for relations, not for '${key}'`);
  const { type, targetRef, ...others } = operand;
  const unknown = Object.keys(others)[0];
  if (unknown !== undefined)
    throw invalid(`unknown key '${unknown}' in the $contains of relations; use type and targetRef`);
  if (typeof type !== 'string' || type === '') throw invalid('the $contains of relations must have a type');
  const relation = `relations.${type.toLowerCase()}`;
  if (targetRef === undefined) return { op: 'has', key: relation };
  if (typeof targetRef === 'string') return { op: 'equals', key: relation, values: [targetRef.toLowerCase()] };
  if (!isFields(targetRef) || Object.keys(targetRef).join() !== '$in')
    throw invalid('targetRef must be a string or an object with $in');
  const refs = primitives(targetRef.$in, '$in');
  if (refs.length === 0 || !refs.every((ref) => typeof ref === 'string'))
    throw invalid('the $in of targetRef must be a list of at least one string');
  return { op: 'equals', key: relation, values: refs.map(text) };
}

function primitives(operand: unknown, operator: string): (string | number | boolean)[] {
  if (!Array.isArray(operand) || !operand.every(isPrimitive))
    throw invalid(`${operator} must be a list of strings, numbers or booleans`);
  return operand;
}

function allOf(filters: Filter[]): Filter {
  const [only, ...more] = filters;
  return only && more.length === 0 ? only : { op: 'all', filters };
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isPrimitive(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function text(value: string | number | boolean): string {
  return String(value).toLowerCase();
}

function describe(value: unknown): string {
  return Array.isArray(value) ? 'a list' : value === null ? 'null' : `a ${typeof value}`;
}

function invalid(reason: string): InvalidInput {
  return new InvalidInput(`Invalid query: ${reason}`);
}
