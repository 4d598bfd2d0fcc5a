import { Button } from '@mantine/core';
import { stringify } from 'yaml';
import { ApiError, CodeBlock, EmptyState, ErrorState, LoadingLines, Time, useApi } from '@callboard/plugin/web';
import type { Entity } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import styles from './history.module.css';

interface Past {
  entity: Entity | null;
  seq: number;
  at: string;
}

/** The last moment of a day in the reader's time zone. */
function endOf(day: string): string {
  return new Date(`${day}T23:59:59.999`).toISOString();
}

/** The entity as it stood at the end of a day. */
export function AsItWas({ entityRef, day, onClose }: { entityRef: string; day: string; onClose: () => void }) {
  const { data, error, refetch } = useApi<Past>('/api/callboard/history', { query: { entityRef, at: endOf(day) } });
  const back = <Button onClick={onClose}>{messages.history.backToChanges}</Button>;
  if ((error instanceof ApiError && error.status === 404) || data?.entity === null) {
    return <EmptyState icon="history" title={messages.history.notYet} action={back} />;
  }
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data?.entity) return <LoadingLines lines={8} />;
  return (
    <section aria-label={messages.history.asItWas}>
      <div className={styles.historyHead}>
        <span>
          {messages.history.lastChangedBefore} <Time at={data.at} />
        </span>
        {back}
      </div>
      <CodeBlock text={stringify(data.entity)} label={messages.history.asItWas} />
    </section>
  );
}
