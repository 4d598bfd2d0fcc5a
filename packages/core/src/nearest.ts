import { distance } from 'fastest-levenshtein';

/**
 * The candidates that a person most likely meant, nearest first. A longer word forgives more slips (one in three letters, three at most);
 * difference in case counts nothing.
 */
export function nearest(word: string, candidates: Iterable<string>, max = 3): string[] {
  const wanted = word.toLowerCase();
  const found: { candidate: string; far: number }[] = [];
  for (const candidate of new Set(candidates)) {
    if (candidate === word) continue;
    const slips = Math.min(3, Math.floor(Math.max(wanted.length, candidate.length) / 3));
    if (Math.abs(wanted.length - candidate.length) > slips) continue;
    const far = distance(wanted, candidate.toLowerCase());
    if (far <= slips) found.push({ candidate, far });
  }
  found.sort((a, b) => a.far - b.far || (a.candidate < b.candidate ? -1 : 1));
  return found.slice(0, max).map((each) => each.candidate);
}
