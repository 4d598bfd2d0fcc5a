import type { Finding } from '@callboard/core';

/** One file naming another. */
export interface FollowEdge {
  from: string;
  to: string;
  /** Where it does. */
  place: Pick<Finding, 'file' | 'document' | 'line' | 'column'>;
}

/** A finding for each place that closes a circle. */
export function findCycles(edges: readonly FollowEdge[]): Finding[] {
  const byFile = Map.groupBy(edges, (edge) => edge.from);
  const done = new Set<string>();
  const findings: Finding[] = [];
  for (const start of [...byFile.keys()].sort()) {
    if (done.has(start)) continue;
    // Depth first without recursion: chains of files may be longer than the stack is deep.
    const path = new Set([start]);
    const stack = [{ file: start, edges: [...(byFile.get(start) ?? [])] }];
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const edge = top.edges.shift();
      if (!edge) {
        stack.pop();
        path.delete(top.file);
        done.add(top.file);
      } else if (path.has(edge.to)) findings.push(cycle(edge));
      else if (!done.has(edge.to)) {
        path.add(edge.to);
        stack.push({ file: edge.to, edges: [...(byFile.get(edge.to) ?? [])] });
      }
    }
  }
  return findings;
}

function cycle({ from, to, place }: FollowEdge): Finding {
  const message = from === to ? 'The file names itself.' : `${to} leads back here.`;
  return {
    ...place,
    level: 'warning',
    code: 'location-cycle',
    message,
    hint: 'Remove one of the targets; each file is read once all the same.',
  };
}
