import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { stringify } from 'yaml';
import {
  ApiError,
  CodeBlock,
  EmptyState,
  ErrorState,
  LoadingLines,
  Time,
  useApi,
  useUrlState,
} from '@callboard/plugin/web';
import type { Entity } from '@callboard/plugin/web';
import { DiffLines } from './diff.tsx';
import { textLines } from './diff-lines.ts';
import styles from './history.module.css';
import { messages } from './messages.ts';
import { ViewSwitch } from './view-switch.tsx';

interface Past {
  entity: Entity | null;
  seq: number;
  at: string;
}

/** The last moment of a day in the reader's time zone. */
function endOf(day: string): string | undefined {
  const end = new Date(`${day}T23:59:59.999`);
  return Number.isNaN(end.getTime()) ? undefined : end.toISOString();
}

/** What descriptors say: relations and what the catalog adds by itself are no part of the comparison. */
function declared({ apiVersion, kind, metadata, spec }: Entity): string {
  const { uid: _uid, etag: _etag, ...rest } = metadata as Entity['metadata'] & { uid?: string; etag?: string };
  return stringify({ apiVersion, kind, metadata: rest, ...(spec && { spec }) }, { lineWidth: 0, sortMapEntries: true });
}

interface AsItWasProps {
  entityRef: string;
  /** As it is now. */
  entity: Entity;
  day: string;
  dayField: ReactNode;
  onClose: () => void;
}

/** The entity as it stood at the end of a day, whole or compared with now. */
export function AsItWas({ entityRef, entity, day, dayField, onClose }: AsItWasProps) {
  const [params, change] = useUrlState();
  const compares = params.get('show') === 'since';
  const at = endOf(day);
  const { data, error, refetch } = useApi<Past>('/api/callboard/history', {
    query: { entityRef, at },
    enabled: at !== undefined,
    keepPrevious: true,
  });
  const back = <Button onClick={onClose}>{messages.history.backToChanges}</Button>;
  const isAbsent = (error instanceof ApiError && error.status === 404) || data?.entity === null || at === undefined;
  return (
    <section aria-label={messages.history.asItWas}>
      <div className={styles.bar}>
        {dayField}
        <ViewSwitch
          label={messages.history.show}
          value={compares ? 'since' : 'whole'}
          options={{ whole: messages.history.whole, since: messages.history.sinceThen }}
          onChange={(value) => change((next) => (value === 'since' ? next.set('show', 'since') : next.delete('show')))}
        />
        {data && !isAbsent && (
          <span className={styles.faint}>
            {messages.history.lastChangedBefore} <Time at={data.at} />
          </span>
        )}
        {back}
      </div>
      {isAbsent && <EmptyState icon="history" title={messages.history.notYet} />}
      {error && !isAbsent && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && !isAbsent && <LoadingLines lines={8} />}
      {data?.entity && !isAbsent && !compares && (
        <CodeBlock text={stringify(data.entity)} label={messages.history.asItWas} />
      )}
      {data?.entity && !isAbsent && compares && <SinceThen before={declared(data.entity)} after={declared(entity)} />}
    </section>
  );
}

function SinceThen({ before, after }: { before: string; after: string }) {
  if (before === after) return <EmptyState icon="done" title={messages.history.nothingSince} />;
  return <DiffLines lines={textLines(before, after)} />;
}
