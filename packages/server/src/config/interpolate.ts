/** What a configuration takes from its surroundings: environment variables, and files that hold secrets. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Path } from './yaml-file.ts';

export type Environment = Record<string, string | undefined>;

export interface Surroundings {
  /** Folder that paths of files are relative to. */
  folder: string;
  environment: Environment;
  report(path: Path, message: string): void;
}

/** Keys whose value may be `file:<path>`. */
const SECRET_KEYS: ReadonlySet<unknown> = new Set(['token', 'secret', 'password', 'url']);
const VARIABLE = /\$\{(\w+)(?::-([^}]*))?\}/g;
const FILE = 'file:';

/** Fills in `${NAME}` and `${NAME:-default}` anywhere in a value, and `file:<path>` where secrets stand. */
export function interpolate(value: unknown, path: Path, surroundings: Surroundings): unknown {
  if (Array.isArray(value)) return value.map((item, index) => interpolate(item, [...path, index], surroundings));
  if (value && typeof value === 'object') {
    const entries = Object.entries(value).map(([key, item]) => [key, interpolate(item, [...path, key], surroundings)]);
    return Object.fromEntries(entries);
  }
  if (typeof value !== 'string') return value;
  const text = fromEnvironment(value, path, surroundings);
  return SECRET_KEYS.has(path.at(-1)) ? readSecret(text, path, surroundings) : text;
}

/** Whether what stands under a key is a secret, or may hold one. */
export function isSecretKey(key: unknown): boolean {
  return SECRET_KEYS.has(key);
}

/** Whether a text is nothing but one environment variable, so that it may stand for a number or for true and false. */
export function isVariable(value: unknown): boolean {
  return typeof value === 'string' && /^\$\{\w+(:-[^}]*)?\}$/.test(value);
}

/** The content of the file that a secret names, or the secret itself. */
export function readSecret(text: string, path: Path, { folder, report }: Omit<Surroundings, 'environment'>): string {
  if (!text.startsWith(FILE)) return text;
  const file = resolve(folder, text.slice(FILE.length));
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    report(path, `the file ${file} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}`);
    return '';
  }
}

function fromEnvironment(value: string, path: Path, { environment, report }: Surroundings): string {
  return value.replace(VARIABLE, (_whole, name: string, fallback?: string) => {
    const set = environment[name];
    if (fallback !== undefined) return set || fallback;
    if (set === undefined) report(path, `the environment variable ${name} is not set`);
    return set ?? '';
  });
}
