/** Looks into values of unknown shape. Only own properties count, so that a key such as `__proto__` or `constructor` is a key like any other. */
export type Values = Record<string, unknown>;

export function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function own(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Values)[key] : undefined;
}

export function objectAt(value: unknown, key: string): Values {
  const found = own(value, key);
  return isObject(found) ? found : {};
}

export function listAt(value: unknown, key: string): unknown[] {
  const found = own(value, key);
  return Array.isArray(found) ? found : [];
}

/** Text as it is, numbers and booleans as text; anything else is no text. */
export function textAt(value: unknown, key: string): string | undefined {
  const found = own(value, key);
  if (typeof found === 'string') return found;
  return typeof found === 'number' || typeof found === 'boolean' ? String(found) : undefined;
}

export function textsAt(value: unknown, key: string): string[] {
  return listAt(value, key).filter((item) => typeof item === 'string');
}
