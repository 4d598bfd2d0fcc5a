import type { ReactNode } from 'react';
import { Card, Icon, Time } from '@callboard/plugin/web';
import styles from './incidents.module.css';
import { messages } from './messages.ts';
import type { Block } from './types.ts';

interface BlockCardProps<Data> {
  title: string;
  block: Block<Data>;
  /** Said where no plugin offers it. */
  absent: string;
  children: (data: Data) => ReactNode;
  /** Said where the tool knows nothing of it. */
  none: ReactNode;
  /** Something to know of it, such as that it is sample data. */
  note?: string | undefined;
}

/** A block with its age: what was last known where there is no answer now, and in words what is the matter. */
export function BlockCard<Data>({ title, block, absent, children, none, note }: BlockCardProps<Data>) {
  const { state, data, at, problem } = block;
  const hasData = data !== undefined && data !== null && !(Array.isArray(data) && data.length === 0);
  return (
    <Card
      title={title}
      note={note}
      actions={
        at !== undefined && (
          <span className={state === 'kept' ? styles.stale : styles.age}>
            {state === 'kept' && <Icon name="warning" size={14} />} {messages.asOf} <Time at={at} />
          </span>
        )
      }
    >
      {state === 'kept' && (
        <p role="status" className={styles.stale}>
          {messages.kept} {problem}
        </p>
      )}
      {state === 'absent' && <p className={styles.soft}>{absent}</p>}
      {state === 'failed' && (
        <p role="status" className={styles.stale}>
          <Icon name="warning" size={14} /> {messages.failed} {problem}
        </p>
      )}
      {hasData ? children(data) : (state === 'fresh' || state === 'kept') && <div className={styles.soft}>{none}</div>}
    </Card>
  );
}
