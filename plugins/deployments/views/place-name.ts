import type { Deployment } from './types.ts';

export function placeName({ environment, region }: Pick<Deployment, 'environment' | 'region'>): string {
  return region ? `${environment}, ${region}` : environment;
}

/** Where people look first comes first: production, then what leads there, then the rest by name. */
const PROMINENT = [
  /^(prod|production|live)\b/i,
  /^(stag|staging|pre-?prod|qa|uat)/i,
  /^(test|dev|development|preview)/i,
];

export function byEnvironment(a: string, b: string): number {
  const rank = (name: string) => {
    const found = PROMINENT.findIndex((words) => words.test(name));
    return found < 0 ? PROMINENT.length : found;
  };
  return rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0);
}
