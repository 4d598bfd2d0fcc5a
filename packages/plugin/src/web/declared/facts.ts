import type { FactDefinition } from '@callboard/core/declared';
import { formatExactTime } from '../format.ts';
import { messages } from './messages.ts';
import { formatIn } from './values.ts';

export type FactValue = string | number | boolean;

export interface FactChange {
  at: string;
  value: FactValue | null;
}

/** A fact of an entity, as the API answers. */
export interface ShownFact extends Pick<FactDefinition, 'title' | 'description' | 'type' | 'unit'> {
  /** `<plugin>/<id>`. */
  fact: string;
  value: FactValue;
  since: string;
  seenAt: string;
  error?: string;
  /** The last changes, the oldest first. */
  trend?: FactChange[];
}

/** The value as people read it. */
export function factText({ type, unit }: Pick<ShownFact, 'type' | 'unit'>, value: FactValue): string {
  if (typeof value === 'number') return formatIn(unit === '%' ? 'percent' : 'number', value, unit);
  if (typeof value === 'boolean') return value ? messages.yes : messages.no;
  return type === 'date' ? formatExactTime(value) : value;
}

/** Numbers that it was, the oldest first. */
export function numbersOf(changes: readonly FactChange[] | undefined): number[] {
  return (changes ?? []).map(({ value }) => value).filter((value) => typeof value === 'number');
}

/** Numbers as points of a chart: a fact is what it was until it changed, and the last one up to when it was seen. */
export function pointsOfFacts(
  facts: readonly Pick<ShownFact, 'fact' | 'seenAt'>[],
  changes: readonly (readonly FactChange[])[],
): Record<string, unknown>[] {
  const times = new Set<string>();
  facts.forEach(({ seenAt }, index) => {
    for (const { at } of changes[index] ?? []) times.add(at);
    times.add(seenAt);
  });
  const ordered = [...times].toSorted();
  return ordered.map((at) => {
    const point: Record<string, unknown> = { at };
    facts.forEach(({ seenAt }, index) => {
      const last = changes[index]?.findLast((change) => change.at <= at);
      if (at <= seenAt && typeof last?.value === 'number') point[`line${index}`] = last.value;
    });
    return point;
  });
}
