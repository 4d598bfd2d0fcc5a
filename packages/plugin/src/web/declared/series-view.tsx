import { useElementSize } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import type { PointerEvent } from 'react';
import { formatExactTime } from '../format.ts';
import { Chart } from './chart.tsx';
import { pointsOf } from './series.ts';
import styles from './declared.module.css';
import { messages } from './messages.ts';
import { Unfit } from './problem.tsx';
import type { ShownProps } from './shown-data.tsx';
import { formatIn } from './values.ts';

const HEIGHT = 168;

/** Lines over time. What stands under the pointer is told above; without one, the last. */
export function SeriesView({ data, show }: ShownProps<'series'>) {
  const { ref, width } = useElementSize();
  const series = useMemo(() => pointsOf(data, show.lines), [data, show.lines]);
  const [chosen, setChosen] = useState<number>();
  if (!series) return <Unfit view="series" expected="series" />;
  const { times, lines } = series;
  const index = Math.min(chosen ?? times.length - 1, times.length - 1);
  const write = (value: number | undefined) => (value === undefined ? '–' : formatIn(show.format, value, show.unit));
  const label = messages.chart(
    lines
      .map(({ title, values }) => {
        const numbers = values.filter((value) => value !== undefined);
        return messages.chartLine(
          title,
          write(numbers.at(-1)),
          write(Math.min(...numbers)),
          write(Math.max(...numbers)),
        );
      })
      .join('; '),
  );
  function choose({ currentTarget, clientX }: PointerEvent<HTMLDivElement>) {
    const box = currentTarget.getBoundingClientRect();
    const share = Math.min(Math.max((clientX - box.left - Chart.left) / (box.width - Chart.left), 0), 1);
    const wanted = times[0]! + share * (times.at(-1)! - times[0]!);
    setChosen(nearestIndex(times, wanted));
  }
  return (
    <div>
      <ul className={styles.legend}>
        {lines.map(({ title, values }, line) => (
          <li key={title} data-line={line % 5}>
            <svg width={18} height={8} aria-hidden="true">
              <line x1={0} x2={18} y1={4} y2={4} />
            </svg>
            {title} <b>{write(values[index])}</b>
          </li>
        ))}
        <li className={styles.faint}>{formatExactTime(new Date(times[index]!).toISOString())}</li>
      </ul>
      <div ref={ref} style={{ height: HEIGHT }} onPointerMove={choose} onPointerLeave={() => setChosen(undefined)}>
        {width > 0 && (
          <Chart width={width} height={HEIGHT} series={series} chosen={chosen} label={label} format={show.format} />
        )}
      </div>
    </div>
  );
}

function nearestIndex(times: readonly number[], wanted: number): number {
  let best = 0;
  times.forEach((time, index) => {
    if (Math.abs(time - wanted) < Math.abs(times[best]! - wanted)) best = index;
  });
  return best;
}
