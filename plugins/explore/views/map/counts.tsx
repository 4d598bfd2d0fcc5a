import { useKinds } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import type { Count } from '../types.ts';

interface CountsProps {
  counts: readonly Count[];
  /** Without the types of components. */
  byKind?: boolean;
}

/** How many there are of what, most first. */
export function Counts({ counts, byKind = false }: CountsProps) {
  const kinds = useKinds();
  const shown = new Map<string, number>();
  for (const { kind, type, count } of counts) {
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
