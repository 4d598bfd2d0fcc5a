import type { Json } from '@callboard/plugin/server';

export interface FieldChange {
  /** Dotted path, such as `spec.owner`; items of lists that changed count as the whole list. */
  path: string;
  before?: Json;
  after?: Json;
}

/** The fields in which two versions differ, in the order of the later one. */
export function diffOf(before: Json | undefined, after: Json | undefined, path = ''): FieldChange[] {
  if (isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(after), ...Object.keys(before)])];
    return keys.flatMap((key) => diffOf(before[key], after[key], path === '' ? key : `${path}.${key}`));
  }
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  return [{ path, ...(before !== undefined && { before }), ...(after !== undefined && { after }) }];
}

function isObject(value: Json | undefined): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
