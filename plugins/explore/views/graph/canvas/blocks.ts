/**
 * Places for graphs of hundreds of entities, at once: layers by steps from the start, on the side on which their lines lead, each packed
 * into a block. A full layered layout of these takes seconds, and draws columns that nobody scrolls through.
 */
import type { Direction } from '../graph-state.ts';
import type { Picture, PictureLine } from '../picture.ts';
import { CLEAR } from './rounded-path.ts';
import type { Point } from './rounded-path.ts';

interface Size {
  width: number;
  height: number;
}

const GAP = { between: 16, layers: 120 };
const ASPECT = 1.8;

export interface Blocks extends Size {
  places: Map<string, Point>;
  pathOf(line: PictureLine): { path: string; at: Point };
}

export function blocks(picture: Picture, direction: Direction, node: Size): Blocks {
  const across = direction === 'LR' || direction === 'RL';
  const cell = { width: node.width + GAP.between, height: node.height + GAP.between };
  const perLine = Math.max(
    4,
    Math.round(
      Math.sqrt((picture.nodes.length * (across ? cell.width : cell.height)) / (across ? cell.height : cell.width)) /
        (across ? Math.sqrt(ASPECT) : 1 / Math.sqrt(ASPECT)),
    ),
  );
  const places = new Map<string, Point>();
  let along = 0;
  for (const layer of layersOf(picture)) {
    layer.forEach((ref, place) => {
      const run = along + Math.floor(place / perLine) * (across ? cell.width : cell.height);
      // Short layers stand in the middle of the tall ones.
      const shift = Math.max(0, perLine - layer.length) / 2;
      const side = ((place % perLine) + shift) * (across ? cell.height : cell.width);
      places.set(ref, across ? { x: run, y: side } : { x: side, y: run });
    });
    along += Math.ceil(layer.length / perLine) * (across ? cell.width : cell.height) + GAP.layers;
  }
  const size = boundsOf(places, node);
  if (direction === 'RL') for (const place of places.values()) place.x = size.width - node.width - place.x;
  if (direction === 'BT') for (const place of places.values()) place.y = size.height - node.height - place.y;
  return { ...size, places, pathOf: (line) => curve(places, line, node, across) };
}

/** Layers from the sources of lines to their targets; within one, whoever hangs on the same entity stands together. */
function layersOf(picture: Picture): string[][] {
  const layerOf = new Map<string, number>();
  for (const { ref } of picture.nodes) {
    // Nodes come nearest first, so that whoever leads to this one has its place already.
    const line = picture.at(ref).find(({ source, target }) => layerOf.has(source === ref ? target : source));
    const other = line && layerOf.get(line.source === ref ? line.target : line.source);
    layerOf.set(ref, other === undefined || !line ? 0 : other + (line.source === ref ? -1 : 1));
  }
  const layers = new Map<number, string[]>();
  for (const [ref, layer] of layerOf) {
    const known = layers.get(layer) ?? [];
    layers.set(layer, known);
    known.push(ref);
  }
  return [...layers].sort(([a], [b]) => a - b).map(([, refs]) => refs);
}

function boundsOf(places: ReadonlyMap<string, Point>, node: Size): Size {
  let [width, height] = [0, 0];
  for (const { x, y } of places.values()) {
    width = Math.max(width, x + node.width);
    height = Math.max(height, y + node.height);
  }
  return { width, height };
}

/** From the side of one that faces the other. */
function curve(places: ReadonlyMap<string, Point>, { source, target }: PictureLine, node: Size, across: boolean) {
  const from = places.get(source) ?? { x: 0, y: 0 };
  const to = places.get(target) ?? { x: 0, y: 0 };
  const turn = across ? Math.sign(to.x - from.x) : Math.sign(to.y - from.y);
  const side = turn === 0 ? 1 : turn;
  const [a, b] = [edge(from, node, across, side), edge(to, node, across, turn === 0 ? 1 : -side)];
  const bend = Math.max(40, (across ? Math.abs(b.x - a.x) : Math.abs(b.y - a.y)) / 2) * side;
  const back = turn === 0 ? bend : -bend;
  const first = across ? { x: a.x + bend, y: a.y } : { x: a.x, y: a.y + bend };
  const second = across ? { x: b.x + back, y: b.y } : { x: b.x, y: b.y + back };
  return {
    path: `M${a.x} ${a.y}C${first.x} ${first.y} ${second.x} ${second.y} ${b.x} ${b.y}`,
    at: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 },
  };
}

function edge({ x, y }: Point, { width, height }: Size, across: boolean, side: number): Point {
  if (across) return { x: side > 0 ? x + width + CLEAR : x - CLEAR, y: y + height / 2 };
  return { x: x + width / 2, y: side > 0 ? y + height + CLEAR : y - CLEAR };
}
