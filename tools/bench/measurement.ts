export type Unit = 's' | 'ms' | 'MB' | 'KB' | '%' | 'rows' | '/s' | 'points';

/** One figure of a run. Budgets and reference figures are found under its id. */
export interface Measurement {
  id: string;
  what: string;
  unit: Unit;
  /** The median where it was taken several times. */
  value: number;
  p99?: number;
}

/** Whether a larger figure is a better one. */
export function isMoreBetter(unit: Unit): boolean {
  return unit === '/s' || unit === 'points';
}

/** How many times better than the other figure: 1 is the same, 2 is half the time or twice the answers. */
export function timesBetter(unit: Unit, value: number, other: number): number {
  const [good, bad] = isMoreBetter(unit) ? [value, other] : [other, value];
  if (bad === 0) return good === 0 ? 1 : Number.POSITIVE_INFINITY;
  return good / bad;
}
