import { fieldAt, legible, momentOf, objectsIn } from './data.ts';

export interface Series {
  /** Milliseconds, rising. */
  times: number[];
  lines: { title: string; values: (number | undefined)[] }[];
}

const MOST_POINTS = 2000;
const MOST_LINES = 8;

/** Points as lines over time. @returns `undefined` for what is no list of points */
export function pointsOf(
  data: unknown,
  wanted: readonly { field: string; title?: string | undefined }[] | undefined,
): Series | undefined {
  const points = objectsIn(data)
    ?.flatMap((point) => {
      const at = momentOf(point['at']);
      return at === undefined ? [] : [{ at: Date.parse(at), point }];
    })
    .toSorted((a, b) => a.at - b.at)
    .slice(-MOST_POINTS);
  const [first] = points ?? [];
  if (!points || !first) return undefined;
  const names =
    wanted ?? Object.keys(first.point).filter((key) => key !== 'at' && typeof first.point[key] === 'number');
  const fields = names.map((name) => (typeof name === 'string' ? { field: name, title: undefined } : name));
  const lines = fields.slice(0, MOST_LINES).map(({ field, title }) => ({
    title: title ?? legible(field),
    values: points.map(({ point }) => {
      const value = fieldAt(point, field);
      return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
    }),
  }));
  const drawn = lines.filter(({ values }) => values.some((value) => value !== undefined));
  return drawn.length ? { times: points.map(({ at }) => at), lines: drawn } : undefined;
}

/** Round numbers that a scale from `least` to `most` is marked with. */
export function marksOf(least: number, most: number, wanted = 4): number[] {
  const span = most - least || Math.abs(most) || 1;
  const rough = span / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough) ?? 10 * power;
  const marks: number[] = [];
  for (let mark = Math.floor(least / step) * step; marks.length < 20; mark += step) {
    marks.push(Number(mark.toPrecision(12)));
    if (mark >= most) break;
  }
  return marks;
}
