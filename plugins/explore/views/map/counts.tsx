import { useKinds } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import type { Count } from '../types.ts';

interface CountsProps {
  counts: readonly Count[];
  /** Without the types of components. */
  byKind?: boolean;
}

const FIRST = ['component', 'api', 'resource'];

/** How many there are of what: by type most first, by kind in the same order everywhere. */
export function Counts({ counts, byKind = false }: CountsProps) {
  const kinds = useKinds();
  const shown = new Map<string, number>();
  const ordered = byKind ? counts.toSorted((a, b) => placeOf(a.kind) - placeOf(b.kind)) : counts;
  for (const { kind, type, count } of ordered) {
    const known = kinds.find((one) => one.kind.toLowerCase() === kind);
    const isSpoken = !byKind && type !== undefined;
    const word = isSpoken ? type : undefined;
    const key = JSON.stringify([word ?? known?.singular ?? kind, word ?? known?.plural ?? `${kind}s`]);
    shown.set(key, (shown.get(key) ?? 0) + count);
  }
  return [...shown].map(([key, count]) => {
    const [one, other] = JSON.parse(key) as [string, string];
    return <span key={key}>{messages.domains.count(count, count === 1 ? one : other)}</span>;
  });
}

function placeOf(kind: string): number {
  return FIRST.includes(kind) ? FIRST.indexOf(kind) : FIRST.length;
}
