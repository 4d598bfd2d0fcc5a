import { Icon } from '../icon.tsx';
import { ExternalLink } from '../link.tsx';
import { objectsIn, textOf } from './data.ts';
import type { Fields } from './data.ts';
import styles from './declared.module.css';
import { messages } from './messages.ts';
import { Unfit } from './problem.tsx';
import type { ShownProps } from './shown-data.tsx';
import { Sparkline } from './sparkline.tsx';
import { StatusMark } from './value.tsx';
import { formatIn } from './values.ts';

/** Numbers that matter, large, each with what it was before and how it went. */
export function MetricView({ data, show }: ShownProps<'metric'>) {
  const items = typeof data === 'number' ? [{ value: data } as Fields] : objectsIn(data);
  if (!items?.every((item) => typeof item['value'] === 'number')) return <Unfit view="metric" expected="metric" />;
  return (
    <ul className={styles.metrics}>
      {items.map((item, index) => (
        <li key={index}>
          <Metric item={item} write={(value) => formatIn(show.format, value, textOf(item['unit']) ?? show.unit)} />
        </li>
      ))}
    </ul>
  );
}

function Metric({ item, write }: { item: Fields; write: (value: number) => string }) {
  const value = item['value'] as number;
  const title = textOf(item['title']);
  const status = textOf(item['status']);
  const url = textOf(item['url']);
  const before = item['before'];
  const trend = Array.isArray(item['trend']) ? item['trend'].filter((one) => typeof one === 'number') : [];
  return (
    <>
      {title && <p className={styles.metricTitle}>{url ? <ExternalLink href={url}>{title}</ExternalLink> : title}</p>}
      <p className={styles.metricValue}>
        {write(value)}
        {trend.length > 1 && <Sparkline values={trend} />}
      </p>
      <p className={styles.metricMore}>
        {status && <StatusMark status={status} />}
        {typeof before === 'number' && before !== value && (
          <span>
            <Icon name={value > before ? 'sort-up' : 'sort-down'} size={12} /> {messages.was(write(before))}
          </span>
        )}
        {textOf(item['text'])}
      </p>
    </>
  );
}
