/** What is drawn: the answer of the server, with lines as the state wants them and a quick way from an entity to its lines. */
import type { GraphAnswer, GraphEdge, GraphNode } from '../types.ts';

export interface PictureLine {
  id: string;
  source: string;
  target: string;
  /** What the source is to the target. */
  type: string;
}

export interface Picture {
  nodes: readonly GraphNode[];
  byRef: ReadonlyMap<string, GraphNode>;
  lines: readonly PictureLine[];
  /** Lines at an entity, whichever end it is. */
  at(ref: string): readonly PictureLine[];
}

/** @param relations types that were asked for; both directions of a relation are drawn apart only as far as they are among them */
export function pictureOf({ nodes, edges }: GraphAnswer, merge: boolean, relations: readonly string[]): Picture {
  const lines = edges.flatMap((edge, place) => linesOf(edge, place, merge, relations));
  const at = new Map<string, PictureLine[]>();
  for (const line of lines) {
    for (const end of new Set([line.source, line.target])) {
      const known = at.get(end) ?? [];
      at.set(end, known);
      known.push(line);
    }
  }
  return { nodes, lines, byRef: new Map(nodes.map((node) => [node.ref, node])), at: (ref) => at.get(ref) ?? [] };
}

function linesOf(edge: GraphEdge, place: number, merge: boolean, relations: readonly string[]): PictureLine[] {
  const { source, target, type, reverse } = edge;
  const there = { id: `${place}`, source, target, type };
  if (merge) return [there];
  const back = { id: `${place}-back`, source: target, target: source, type: reverse };
  return [there, back].filter((line) => relations.length === 0 || relations.includes(line.type));
}
