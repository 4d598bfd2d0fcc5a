/** Where an arrow key leads: along a line where there is one that way, else to what is nearest. */
import type { Picture } from '../picture.ts';
import type { Point } from './rounded-path.ts';

export type Arrow = 'Left' | 'Right' | 'Up' | 'Down';

interface Places {
  picture: Picture;
  places: ReadonlyMap<string, Point>;
}

const STEPS: Record<Arrow, Point> = {
  Left: { x: -1, y: 0 },
  Right: { x: 1, y: 0 },
  Up: { x: 0, y: -1 },
  Down: { x: 0, y: 1 },
};

export function nextInDirection({ picture, places }: Places, from: string, arrow: Arrow): string | undefined {
  const connected = picture.at(from).map(({ source, target }) => (source === from ? target : source));
  return nearest(places, from, connected, arrow) ?? nearest(places, from, places.keys(), arrow);
}

function nearest(
  places: ReadonlyMap<string, Point>,
  from: string,
  among: Iterable<string>,
  arrow: Arrow,
): string | undefined {
  const start = places.get(from);
  const step = STEPS[arrow];
  if (!start) return undefined;
  let best: { ref: string; cost: number } | undefined;
  for (const ref of among) {
    const place = places.get(ref);
    if (!place || ref === from) continue;
    const [x, y] = [place.x - start.x, place.y - start.y];
    const ahead = x * step.x + y * step.y;
    const aside = Math.abs(x * step.y) + Math.abs(y * step.x);
    // More aside than ahead is another arrow's business.
    if (ahead <= 0 || aside > ahead * 8) continue;
    const cost = ahead + aside * 2;
    if (!best || cost < best.cost) best = { ref, cost };
  }
  return best?.ref;
}
