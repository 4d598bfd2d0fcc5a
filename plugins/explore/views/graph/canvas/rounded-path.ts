export interface Point {
  x: number;
  y: number;
}

const RADIUS = 8;
/** Room between a line and the frame of what it leads to. */
export const CLEAR = 4;

/** An SVG path along the points, round at the corners. */
export function roundedPath(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  const parts = [`M${first.x} ${first.y}`];
  rest.forEach((corner, place) => {
    const before = points[place];
    const after = points[place + 2];
    if (!before || !after) {
      parts.push(`L${corner.x} ${corner.y}`);
      return;
    }
    const radius = Math.min(RADIUS, distance(before, corner) / 2, distance(corner, after) / 2);
    const start = towards(corner, before, radius);
    const end = towards(corner, after, radius);
    parts.push(`L${start.x} ${start.y}Q${corner.x} ${corner.y} ${end.x} ${end.y}`);
  });
  return parts.join('');
}

/** The same way, ending a little before the frames at both ends; a stretch that is too short for that stays whole. */
export function clearOfFrames(points: readonly Point[]): Point[] {
  const [first, second] = points;
  const [beforeLast, last] = points.slice(-2);
  if (!first || !second || !beforeLast || !last) return [...points];
  const isShort = (a: Point, b: Point) => distance(a, b) <= 3 * CLEAR;
  return [
    isShort(first, second) ? first : towards(first, second, CLEAR),
    ...points.slice(1, -1),
    isShort(beforeLast, last) ? last : towards(last, beforeLast, CLEAR),
  ];
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function towards(from: Point, to: Point, by: number): Point {
  const length = distance(from, to) || 1;
  return { x: from.x + ((to.x - from.x) * by) / length, y: from.y + ((to.y - from.y) * by) / length };
}
