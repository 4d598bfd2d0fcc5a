import { diffLines } from 'diff';
import { stringify } from 'yaml';
import type { DiffItem } from '../types.ts';

export interface DiffLine {
  sign: '+' | '-' | ' ';
  text: string;
}

/** Lines around a change that are shown with it. */
const CONTEXT = 2;
/** A text longer than this is not compared line by line. */
const LONGEST = 200_000;

function yamlOf(path: string, value: unknown): string {
  if (value === undefined) return '';
  return stringify({ [path]: value }, { lineWidth: 0 });
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line, at, all) => at < all.length - 1 || line !== '');
}

/** One field as YAML says it, before and after: only the lines that differ, and a little around them. */
export function fieldLines({ path, before, after }: DiffItem): DiffLine[] {
  return textLines(yamlOf(path, before), yamlOf(path, after));
}

/** Two texts, line by line. Long stretches that are the same are left out; a line with no sign and no text stands for them. */
export function textLines(before: string, after: string): DiffLine[] {
  const parts =
    before.length + after.length > LONGEST
      ? [
          { value: before, removed: true, added: false },
          { value: after, removed: false, added: true },
        ]
      : diffLines(before, after);
  const lines = parts.flatMap((part) => {
    const sign = part.added ? '+' : part.removed ? '-' : ' ';
    return linesOf(part.value).map((text): DiffLine => ({ sign, text }));
  });
  return withoutFar(lines);
}

function withoutFar(lines: readonly DiffLine[]): DiffLine[] {
  const near = lines.map((_, at) =>
    lines.slice(Math.max(0, at - CONTEXT), at + CONTEXT + 1).some((line) => line.sign !== ' '),
  );
  return lines.flatMap((line, at) => {
    if (near[at]) return [line];
    return at > 0 && near[at - 1] && near.includes(true, at) ? [{ sign: ' ', text: '⋯' } as const] : [];
  });
}
