import type { Entity } from './entity.ts';
import { InvalidInput } from './invalid-input.ts';

/**
 * Reads comma lists of field paths, such as `metadata.name,spec`.
 * @returns `undefined` when the whole entity is asked for
 * @throws {InvalidInput}
 */
export function parseFields(lists: string | readonly string[] | undefined): string[] | undefined {
  const fields = (typeof lists === 'string' ? [lists] : (lists ?? []))
    .flatMap((list) => list.split(','))
    .map((field) => field.trim())
    .filter((field) => field !== '');
  const indexed = fields.find((field) => field.includes('['));
  if (indexed !== undefined) throw new InvalidInput(`Invalid field "${indexed}", array type fields are not supported`);
  return fields.length === 0 ? undefined : fields;
}

/** The subtrees of an entity that the fields name; what is missing is left out. The parts are shared with the entity, not copied. */
export function pickFields(entity: Entity, fields: readonly string[]): Record<string, unknown> {
  const picked: Record<string, unknown> = {};
  for (const field of fields) {
    const found = findPath(entity, field);
    if (found) place(picked, found.path, found.value);
  }
  return picked;
}

/** A part of the path may itself hold dots (`example.org/pager`): the shortest key that exists wins, else the next part is taken along. */
function findPath(entity: Entity, field: string): { path: string[]; value: unknown } | undefined {
  const path: string[] = [];
  let value: unknown = entity;
  let key = '';
  for (const part of field.split('.')) {
    key = key === '' ? part : `${key}.${part}`;
    if (!hasOwn(value, key)) continue;
    path.push(key);
    value = value[key];
    key = '';
  }
  return key === '' && value !== undefined ? { path, value } : undefined;
}

function place(target: Record<string, unknown>, path: string[], value: unknown): void {
  let at = target;
  path.forEach((key, index) => {
    if (index === path.length - 1) {
      at[key] = value;
      return;
    }
    const inner = hasOwn(at, key) ? at[key] : {};
    // Another field may already have placed the shared subtree: only a copy may be added to.
    const own = { ...(inner as Record<string, unknown>) };
    at[key] = own;
    at = own;
  });
}

function hasOwn(value: unknown, key: string): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, key);
}
