export interface LineRange {
  first: number;
  last: number;
}

/** The lines of the document of a YAML file that holds a line; all of them where it is the only one. Lines count from 1. */
export function documentLines(text: string, line: number): LineRange {
  const lines = text.replace(/\n$/, '').split('\n');
  const isBorder = (at: number) => /^---(\s|$)/.test(lines[at - 1] ?? '');
  let first = Math.min(Math.max(1, line), lines.length);
  while (first > 1 && !isBorder(first - 1) && !isBorder(first)) first -= 1;
  if (isBorder(first) && first < lines.length) first += 1;
  let last = Math.max(first, Math.min(line, lines.length));
  while (last < lines.length && !isBorder(last + 1)) last += 1;
  while (last > first && lines[last - 1]?.trim() === '') last -= 1;
  return { first, last };
}
