import type { Json, JsonObject, Level } from '../entity.ts';
import { findingCode, isFindingCode } from '../finding-codes.ts';
import { escapePointer, type Problem } from '../problem.ts';
import { bundleReferences } from './bundle.ts';
import { byteLength, type DescriptorLimits } from './limits.ts';
import { parseWholeYaml } from './parse-whole.ts';
import { PlaceholderFailure } from './placeholder-failure.ts';

/** What a placeholder's target holds; or why it was left unread although the entity counts all the same. */
export type PlaceholderContent = { path: string; text: string } | { unread: Unread };

/** Why a placeholder was left unread. */
export interface Unread {
  /** A finding code. */
  code: string;
  level?: Level;
  message: string;
  hint?: string;
}

/**
 * Reads the target of a placeholder (or of a reference in an API definition) as written in the file `from`; `path` in the answer names the
 * target in a form that can be `from` in turn. An error that it throws becomes a finding; its `code` (a finding code) and `hint` are used if it has them.
 */
export type PlaceholderReader = (target: string, from: string) => Promise<PlaceholderContent>;

/** One file's way of filling placeholders in; counts what they bring in. */
export interface Substitution {
  file: string;
  reader: PlaceholderReader | undefined;
  limits: DescriptorLimits;
  /** UTF-8 bytes brought in so far. */
  bytes: number;
}

export interface Substituted {
  value: JsonObject;
  problems: Problem[];
  /** JSON pointers of placeholders that were left unread: nothing can be said about what stands there. */
  unread: string[];
}

/** A reference inside an API definition was left unread, so the whole placeholder is. */
class LeftUnread extends Error {
  readonly unread: Unread;
  constructor(unread: Unread) {
    super(unread.message);
    this.unread = unread;
  }
}

type Resolver = (
  content: { path: string; text: string },
  key: string,
  substitution: Substitution,
) => Promise<Json> | Json;

const resolvers: Record<string, Resolver> = {
  $text: ({ text }) => text,
  $json: parseJson,
  $yaml: ({ path, text }, _key, { limits }) => parseWholeYaml(text, path, limits),
  $openapi: bundle,
  $asyncapi: bundle,
};

/** Whether a value holds a placeholder anywhere; most entities hold none and are passed on as they are. */
export function hasPlaceholder(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(hasPlaceholder);
  const keys = Object.keys(value);
  const dollar = keys.find((key) => key.startsWith('$'));
  if (dollar !== undefined) return keys.length === 1 && Object.hasOwn(resolvers, dollar);
  return keys.some((key) => hasPlaceholder(value[key] as Json));
}

/** Fills in the placeholders of a document. What they bring in is not looked at again. */
export async function substitute(value: JsonObject, substitution: Substitution): Promise<Substituted> {
  const result: Substituted = { value, problems: [], unread: [] };
  result.value = (await visit(value, '', substitution, result)) as JsonObject;
  return result;
}

async function visit(value: Json, pointer: string, substitution: Substitution, result: Substituted): Promise<Json> {
  if (!hasPlaceholder(value)) return value;
  if (Array.isArray(value)) {
    const items: Json[] = [];
    for (const [index, item] of value.entries())
      items.push(await visit(item, `${pointer}/${index}`, substitution, result));
    return items;
  }
  const mapping = value as JsonObject;
  const [key = ''] = Object.keys(mapping);
  if (key.startsWith('$')) return fill(key, mapping[key] as Json, pointer, substitution, result);
  const filled: JsonObject = {};
  for (const name of Object.keys(mapping))
    filled[name] = await visit(mapping[name] as Json, `${pointer}/${escapePointer(name)}`, substitution, result);
  return filled;
}

async function fill(
  key: string,
  target: Json,
  pointer: string,
  substitution: Substitution,
  result: Substituted,
): Promise<Json> {
  try {
    if (typeof target !== 'string') {
      const message = `Placeholder ${key} expected a string value parameter, in the form of an absolute URL or a relative path`;
      throw new PlaceholderFailure('placeholder-invalid', message);
    }
    const content = await readTarget(key, target, substitution);
    if ('unread' in content) throw new LeftUnread(content.unread);
    return await (resolvers[key] as Resolver)(content, key, substitution);
  } catch (error) {
    if (error instanceof LeftUnread) result.unread.push(pointer);
    result.problems.push(
      error instanceof LeftUnread ? unreadProblem(error.unread, pointer) : failure(error, key, target, pointer),
    );
    return typeof target === 'string' ? target : null;
  }
}

async function readTarget(key: string, target: string, substitution: Substitution): Promise<PlaceholderContent> {
  if (!substitution.reader)
    throw new PlaceholderFailure(
      'placeholder-unreadable',
      `Placeholder ${key} could not read location ${target}, placeholders are not available here`,
    );
  const content = await substitution.reader(target, substitution.file);
  if ('text' in content) countBytes(content.text, key, substitution);
  return content;
}

function countBytes(text: string, key: string, substitution: Substitution): void {
  substitution.bytes += byteLength(text);
  const most = substitution.limits.placeholderBytes;
  if (substitution.bytes > most)
    throw new PlaceholderFailure('placeholder-too-large', `Placeholder ${key} brings the file over ${most} bytes`);
}

function parseJson({ path, text }: { path: string; text: string }, key: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new PlaceholderFailure(
      'placeholder-malformed',
      `Placeholder ${key} failed to parse JSON data at ${path}, ${reason}`,
    );
  }
}

function bundle(content: { path: string; text: string }, key: string, substitution: Substitution): Promise<string> {
  return bundleReferences(content, {
    key,
    limits: substitution.limits,
    read: async (target, from) => {
      const found = await (substitution.reader as PlaceholderReader)(target, from);
      if ('unread' in found) throw new LeftUnread(found.unread);
      countBytes(found.text, key, substitution);
      return found;
    },
  });
}

function unreadProblem({ code, level, message, hint }: Unread, pointer: string): Problem {
  const row = findingCode(code);
  return { pointer, kind: 'hint', code, level: level ?? row.level, message, hint: hint ?? row.hint };
}

function failure(error: unknown, key: string, target: Json, pointer: string): Problem {
  const { code, hint } = error as { code?: unknown; hint?: unknown };
  const known = typeof code === 'string' && isFindingCode(code) ? code : 'placeholder-unreadable';
  const row = findingCode(known);
  const reason = error instanceof Error ? error.message : String(error);
  const message =
    error instanceof PlaceholderFailure || reason.startsWith('Placeholder ')
      ? reason
      : `Placeholder ${key} could not read location ${String(target)}, ${reason}`;
  return {
    pointer,
    kind: 'hint',
    code: known,
    level: 'error',
    message,
    hint: typeof hint === 'string' ? hint : row.hint,
  };
}
