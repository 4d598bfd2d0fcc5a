import { isObject, textOf } from './data.ts';

export interface Blip {
  name: string;
  quadrant: number;
  ring: number;
  moved: 'up' | 'down' | 'new' | undefined;
  text: string | undefined;
  url: string | undefined;
  /** Counted through quadrant by quadrant, from the inside out. */
  number: number;
  x: number;
  y: number;
}

export interface Radar {
  quadrants: string[];
  rings: string[];
  blips: Blip[];
}

/** Half the width of the picture. */
export const RADIUS = 200;
const MOST = 200;

/** Radius of the outer edge of each ring: each has about the same room, so the inner ones are wider. */
export function ringEdge(ring: number, rings: number): number {
  return RADIUS * Math.sqrt((ring + 1) / rings);
}

/** @returns `undefined` for what is no radar */
export function radarOf(data: unknown): Radar | undefined {
  if (!isObject(data)) return undefined;
  const quadrants = namesIn(data['quadrants']);
  const rings = namesIn(data['rings']);
  const found = data['blips'];
  if (quadrants?.length !== 4 || !rings || rings.length < 1 || rings.length > 6 || !Array.isArray(found))
    return undefined;
  const blips = (found as unknown[]).slice(0, MOST).flatMap((blip) => blipOf(blip, quadrants, rings));
  const sorted = blips.toSorted((a, b) => a.quadrant - b.quadrant || a.ring - b.ring || a.name.localeCompare(b.name));
  return { quadrants, rings, blips: place(sorted, rings.length) };
}

function namesIn(value: unknown): string[] | undefined {
  return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : undefined;
}

type Unplaced = Omit<Blip, 'number' | 'x' | 'y'>;

function blipOf(value: unknown, quadrants: readonly string[], rings: readonly string[]): Unplaced[] {
  if (!isObject(value)) return [];
  const name = textOf(value['name']);
  const quadrant = quadrants.indexOf(String(value['quadrant']));
  const ring = rings.indexOf(String(value['ring']));
  if (name === undefined || quadrant === -1 || ring === -1) return [];
  const moved = (['up', 'down', 'new'] as const).find((one) => one === value['moved']);
  return [{ name, quadrant, ring, moved, text: textOf(value['text']), url: textOf(value['url']) }];
}

/** Spreads the blips of each field over it: evenly by angle, by turns nearer and farther out. */
function place(blips: readonly Unplaced[], rings: number): Blip[] {
  return blips.map((blip, index) => {
    const field = blips.filter((one) => one.quadrant === blip.quadrant && one.ring === blip.ring);
    const at = field.indexOf(blip);
    const angle = ((blip.quadrant + (at + 0.5) / field.length) * Math.PI) / 2;
    const inner = blip.ring === 0 ? 24 : ringEdge(blip.ring - 1, rings) + 10;
    const outer = ringEdge(blip.ring, rings) - 10;
    const lanes = Math.max(1, Math.min(3, Math.floor((outer - inner) / 18) + 1));
    const share = field.length === 1 || lanes === 1 ? 0.5 : ((at * 2) % lanes) / (lanes - 1);
    // Not on the axes between the quadrants.
    const distance = inner + share * (outer - inner);
    const margin = Math.min(12 / distance, Math.PI / 8);
    const kept = Math.min(
      Math.max(angle, (blip.quadrant * Math.PI) / 2 + margin),
      ((blip.quadrant + 1) * Math.PI) / 2 - margin,
    );
    return { ...blip, number: index + 1, x: Math.cos(kept) * distance, y: -Math.sin(kept) * distance };
  });
}
