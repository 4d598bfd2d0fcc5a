import type { Show } from '@callboard/core/declared';
import { formatExactTime } from '../format.ts';
import { Icon } from '../icon.tsx';
import { ExternalLink } from '../link.tsx';
import { isObject, textOf } from './data.ts';
import styles from './declared.module.css';
import { messages } from './messages.ts';
import { StatusMark } from './value.tsx';
import { formatIn } from './values.ts';

export type BadgeShow = Extract<Show, { view: 'badge' }>;

export interface BadgeProps {
  title: string;
  show: BadgeShow;
  /** A number or a text, or an object with `value`, `status`, `text`, `url`. */
  data: unknown;
  at?: string | undefined;
  /** Why there is none, or none that is newer. */
  problem?: string | undefined;
  isLoading: boolean;
}

/** One value in a word or two, with its status as an icon and a word; nothing where there is none. */
export function Badge({ title, show, data, at, problem, isLoading }: BadgeProps) {
  const item = isObject(data) ? data : { value: data };
  const { value } = item;
  const status = textOf(item['status']);
  const url = textOf(item['url']);
  const written = typeof value === 'number' ? formatIn(show.format, value, show.unit) : textOf(value);
  if (isLoading)
    return (
      <span className={styles.badge}>
        {title} <span className={styles.badgeWaits} aria-hidden="true" />
      </span>
    );
  if (written === undefined && status === undefined && problem === undefined) return null;
  const about = [textOf(item['text']), problem].filter((part) => part !== undefined).join(' ');
  const hint = at === undefined ? about : messages.badgeAsOf(about || title, formatExactTime(at));
  const words = (
    <>
      <span className={styles.faint}>{title}</span>
      {written !== undefined && <span>{written}</span>}
      {status !== undefined && <StatusMark status={status} />}
    </>
  );
  return (
    <span className={styles.badge} title={hint}>
      {url ? (
        <ExternalLink href={url} className={styles.badge}>
          {words}
        </ExternalLink>
      ) : (
        words
      )}
      {problem !== undefined && (
        <Icon
          name={written === undefined && status === undefined ? 'unknown' : 'history'}
          size={13}
          label={messages.badgeFailed}
        />
      )}
    </span>
  );
}
