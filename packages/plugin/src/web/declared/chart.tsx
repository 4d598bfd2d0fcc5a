import styles from './declared.module.css';
import { marksOf } from './series.ts';
import type { Series } from './series.ts';
import { formatBytes, formatCompact, formatSpan } from './values.ts';

const LEFT = 52;
const BOTTOM = 20;
const TOP = 6;

export interface ChartProps {
  width: number;
  height: number;
  series: Series;
  /** Point that is looked at. */
  chosen: number | undefined;
  label: string;
  format: string;
}

/** Lines, a scale, a few times. */
export function Chart({ width, height, series: { times, lines }, chosen, label, format }: ChartProps) {
  const numbers = lines.flatMap(({ values }) => values.filter((value) => value !== undefined));
  const lowest = Math.min(...numbers);
  // From nought where that leaves enough to see.
  const marks = marksOf(lowest >= 0 && lowest < Math.max(...numbers) * 0.7 ? 0 : lowest, Math.max(...numbers));
  const [least, most] = [marks[0]!, marks.at(-1)!];
  const [first, last] = [times[0]!, times.at(-1)!];
  const x = (time: number) => LEFT + ((time - first) / (last - first || 1)) * (width - LEFT - 6);
  const y = (value: number) => TOP + (1 - (value - least) / (most - least || 1)) * (height - TOP - BOTTOM);
  const ticks = width < 420 ? [0, 1] : [0, 1 / 3, 2 / 3, 1];
  const write = timeFormat(last - first);
  return (
    <svg className={styles.chart} width={width} height={height} role="img" aria-label={label}>
      {marks.map((mark) => (
        <g key={mark}>
          <line className={styles.gridLine} x1={LEFT} x2={width} y1={y(mark)} y2={y(mark)} />
          <text x={LEFT - 8} y={y(mark) + 4} textAnchor="end">
            {scaleText(format, mark)}
          </text>
        </g>
      ))}
      {ticks.map((share) => (
        <text
          key={share}
          x={x(first + share * (last - first))}
          y={height - 4}
          textAnchor={share === 0 ? 'start' : share === 1 ? 'end' : 'middle'}
        >
          {write.format(first + share * (last - first))}
        </text>
      ))}
      {lines.map(({ title, values }, line) => (
        <path key={title} data-line={line % 5} d={pathOf(times, values, x, y)} />
      ))}
      {chosen !== undefined && times[chosen] !== undefined && (
        <line className={styles.cursor} x1={x(times[chosen])} x2={x(times[chosen])} y1={TOP} y2={height - BOTTOM} />
      )}
    </svg>
  );
}
/** Where the lines begin. */
Chart.left = LEFT;

function pathOf(
  times: readonly number[],
  values: readonly (number | undefined)[],
  x: (time: number) => number,
  y: (value: number) => number,
): string {
  let isDown = false;
  return values
    .map((value, index) => {
      if (value === undefined) {
        isDown = false;
        return '';
      }
      const move = isDown ? 'L' : 'M';
      isDown = true;
      return `${move}${x(times[index]!).toFixed(1)} ${y(value).toFixed(1)}`;
    })
    .join('');
}

function scaleText(format: string, value: number): string {
  if (format === 'bytes') return formatBytes(value);
  if (format === 'duration') return formatSpan(value);
  return format === 'percent' ? `${formatCompact(value)} %` : formatCompact(value);
}

function timeFormat(span: number): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(
    undefined,
    span < 36 * 3_600_000 ? { hour: '2-digit', minute: '2-digit' } : { month: 'short', day: 'numeric' },
  );
}
