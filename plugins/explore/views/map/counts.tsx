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
    const key = byKind ? kind : `${kind} ${type ?? ''}`;
    shown.set(key, (shown.get(key) ?? 0) + count);
  }
  return [...shown].map(([key, count]) => {
    const [kind = '', type] = key.split(' ');
    const known = kinds.find((one) => one.kind.toLowerCase() === kind);
    const words = (count === 1 ? known?.singular : known?.plural) ?? kind;
    // A type is a company's own word, of which nobody knows the plural.
    return <span key={key}>{type ? messages.domains.ofType(count, type) : messages.domains.count(count, words)}</span>;
  });
}

function placeOf(kind: string): number {
  return FIRST.includes(kind) ? FIRST.indexOf(kind) : FIRST.length;
}
