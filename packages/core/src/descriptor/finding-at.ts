import { findingCode } from '../finding-codes.ts';
import type { Finding, Position } from '../finding.ts';
import type { Problem } from '../problem.ts';
import type { Locator } from './locate.ts';

/** Which document of which file. */
export interface Place {
  file: string;
  document: number;
}

/** A finding at a place, with level and, unless told, hint of its code. */
export function findingAt(place: Place, position: Position, code: string, message: string, hint?: string): Finding {
  const row = findingCode(code);
  return { ...place, ...position, level: row.level, code, message: visible(message), hint: visible(hint ?? row.hint) };
}

/** A problem of an entity as a finding in its file. */
export function findingOf(problem: Problem, place: Place, locator: Locator, knownWords = false): Finding {
  const { pointer, atKey, level, code, message, known, hint } = problem;
  const text = visible(knownWords && known !== undefined ? known : message);
  return { ...place, ...locator.at(pointer, atKey), level, code, message: text, hint: visible(hint) };
}

const longestText = 1000;

/** Control characters of a file must not reach a terminal or a database, nor a whole file a message. */
function visible(text: string): string {
  const short = text.length > longestText ? `${text.slice(0, longestText)}…` : text;
  return short.replaceAll(/\p{Cc}/gu, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`);
}
