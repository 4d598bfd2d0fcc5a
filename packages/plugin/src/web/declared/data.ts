/** Reading data whose shape nobody promised. */

export type Fields = Record<string, unknown>;

export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A field by its path, such as `commit.author`. */
export function fieldAt(value: unknown, path: string): unknown {
  let found = value;
  for (const name of path.split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined;
    found = (found as Fields)[name];
  }
  return found;
}

/** The objects of a list; one object is a list of one, as expressions make no lists of one. @returns `undefined` for anything else */
export function objectsIn(data: unknown): Fields[] | undefined {
  const list = Array.isArray(data) ? (data as unknown[]) : [data];
  return list.every(isObject) ? list : undefined;
}

/** A text or number as text. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : undefined;
}

/** A moment: ISO 8601, or seconds or milliseconds since 1970. @returns ISO 8601 */
export function momentOf(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const seconds = typeof value === 'number' && value < 1e11;
  const date = new Date(seconds ? value * 1000 : value);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** `lastDeployedAt` → `Last deployed at`. */
export function legible(name: string): string {
  const words = name
    .replace(/[_.-]+/g, ' ')
    .replace(/([a-z\d])([A-Z])/g, (_all, end: string, start: string) => `${end} ${start.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Whether there is nothing in it to show. */
export function isEmpty(data: unknown): boolean {
  if (data === null || data === undefined || data === '') return true;
  if (Array.isArray(data)) return data.length === 0;
  return isObject(data) && Object.keys(data).length === 0;
}
