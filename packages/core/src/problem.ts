import type { Level } from './entity.ts';
import { findingCode } from './finding-codes.ts';

/** Something wrong or worth knowing inside an entity, before it has a place in a file. */
export interface Problem {
  /** JSON pointer of the value concerned; `` for the whole entity. */
  pointer: string;
  /** The finding points at the key and not at the value. */
  atKey?: boolean;
  /** What was judged: the envelope, the format of a string, the schema of the kind, a reference, or likeliness. */
  kind: 'envelope' | 'format' | 'kind' | 'ref' | 'hint';
  code: string;
  level: Level;
  /** In plain words, beginning with the path of the field where it is about one. */
  message: string;
  /** The same as existing clients of the API know it, where that is another text. */
  known?: string;
  hint: string;
}

/** A problem with the level and, unless told otherwise, the hint that the table gives its code. */
export function problem(
  kind: Problem['kind'],
  code: string,
  pointer: string,
  message: string,
  extra: { hint?: string; atKey?: boolean; known?: string } = {},
): Problem {
  const row = findingCode(code);
  return {
    pointer,
    kind,
    code,
    level: row.level,
    message,
    ...(extra.known !== undefined && { known: extra.known }),
    hint: extra.hint ?? row.hint,
    ...(extra.atKey && { atKey: true }),
  };
}

/** One token of a JSON pointer. */
export function escapePointer(token: string): string {
  return token.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** The JSON pointer of a path of keys. */
export function pointerOf(path: readonly string[]): string {
  return path.map((token) => `/${escapePointer(token)}`).join('');
}

/** The tokens of a JSON pointer. */
export function pointerTokens(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}
