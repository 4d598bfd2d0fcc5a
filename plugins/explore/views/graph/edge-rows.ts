import { refName } from '@callboard/plugin/web';
import type { Picture } from './picture.ts';
import { relationWords } from './relation-words.ts';

export type Column = 'from' | 'relation' | 'to';

/** A line of the graph in words. */
export interface EdgeRow extends Record<Column, string> {
  id: string;
  source: string;
  target: string;
  sourceMissing: boolean;
  targetMissing: boolean;
}

export function isColumn(text: string): text is Column {
  return text === 'from' || text === 'relation' || text === 'to';
}

/** @param column absent: in the order in which the graph was walked */
export function edgeRows(picture: Picture, text: string, column: Column | undefined, descending: boolean): EdgeRow[] {
  const wanted = text.trim().toLowerCase();
  const nameOf = (ref: string) => picture.byRef.get(ref)?.title ?? refName(ref);
  const rows = picture.lines.map(({ id, source, target, type }) => ({
    id,
    source,
    target,
    from: nameOf(source),
    relation: relationWords(type),
    to: nameOf(target),
    sourceMissing: picture.byRef.get(source)?.missing ?? false,
    targetMissing: picture.byRef.get(target)?.missing ?? false,
  }));
  const found = rows.filter(({ source, target, from, relation, to }) =>
    [source, target, from, relation, to].some((one) => one.toLowerCase().includes(wanted)),
  );
  if (column) found.sort((a, b) => a[column].localeCompare(b[column]) * (descending ? -1 : 1));
  return found;
}
