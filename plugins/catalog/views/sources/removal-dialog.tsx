import { useVirtualizer } from '@tanstack/react-virtual';
import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import {
  Dialog,
  EntityLink,
  ErrorState,
  LoadingLines,
  Time,
  formatCount,
  useAction,
  useApi,
} from '@callboard/plugin/web';
import { usePaged } from '../shared/use-paged.ts';
import type { RemovalItem, RemovalPage, SourceItem } from '../types.ts';
import { messages } from './messages.ts';
import styles from './removal.module.css';

const PATH = '/api/callboard/removals';
const TOUCHED = [{ type: 'entity' }, { type: 'source' }];

/** What would go with a confirmation, whose it is and who needs it; then yes or no. */
export function RemovalDialog({ source, onClose }: { source: SourceItem | undefined; onClose: () => void }) {
  if (!source || source.held === 0) return null;
  return (
    <Dialog wide title={messages.removal.title(source.target)} onClose={onClose}>
      <Removal source={source} onClose={onClose} />
    </Dialog>
  );
}

function Removal({ source, onClose }: { source: SourceItem; onClose: () => void }) {
  const { data } = useApi<RemovalPage>(PATH, { query: { sourceId: source.id, limit: 0 }, touchedBy: TOUCHED });
  const confirm = useAction(
    (api) =>
      api.text(`/api/callboard/sources/${encodeURIComponent(source.id)}/confirm`, {
        method: 'POST',
        query: { held: source.held },
      }),
    {
      done: () => messages.confirmed(source.held),
      refreshes: ['/api/callboard/', '/api/catalog/'],
      onDone: onClose,
    },
  );
  return (
    <>
      {data && (
        <p role="status">
          {messages.removal.lead(data.total, formatCount(data.total))}{' '}
          {messages.removal.needed(data.needed, formatCount(data.needed))} {messages.removal.remedy}
        </p>
      )}
      <Rows sourceId={source.id} />
      <div className={styles.actions}>
        <Button onClick={onClose}>{messages.removal.keep}</Button>
        <Button
          variant="filled"
          color="red"
          disabled={!data}
          loading={confirm.isPending}
          onClick={() => confirm.mutate()}
        >
          {messages.removal.confirm(source.held, formatCount(source.held))}
        </Button>
      </div>
    </>
  );
}

function Rows({ sourceId }: { sourceId: string }) {
  const scroller = useRef<HTMLDivElement>(null);
  const page = usePaged<RemovalPage, RemovalItem>(PATH, {
    query: { sourceId },
    items: (answer) => answer.items,
    total: (answer) => answer.total,
    touchedBy: TOUCHED,
  });
  const virtualizer = useVirtualizer({
    count: page.total ?? 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => 58,
    overscan: 6,
  });
  const visible = virtualizer.getVirtualItems();
  useEffect(() => {
    const [first, last] = [visible[0], visible.at(-1)];
    if (first && last) page.show(first.index, last.index);
  });
  if (page.error && page.total === undefined) return <ErrorState error={page.error} onRetry={page.retry} />;
  if (page.total === undefined) return <LoadingLines lines={5} />;
  return (
    <div ref={scroller} className={styles.scroller} role="region" aria-label={messages.removal.list} tabIndex={0}>
      <ul className={styles.rows} style={{ height: virtualizer.getTotalSize() }}>
        {visible.map(({ index, start }) => {
          const removal = page.at(index);
          return (
            <li
              key={index}
              ref={virtualizer.measureElement}
              data-index={index}
              style={{ transform: `translateY(${start}px)` }}
            >
              {removal ? <Row removal={removal} /> : <LoadingLines lines={1} />}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function Row({ removal }: { removal: RemovalItem }) {
  const { entityRef, ownerRef, dependents, dependentCount, repository, file, line, since } = removal;
  return (
    <>
      <div className={styles.first}>
        <EntityLink entityRef={entityRef} />
        {ownerRef ? <EntityLink entityRef={ownerRef} /> : <span>{messages.removal.noOwner}</span>}
        <span>
          <code>
            {repository} {file}:{line}
          </code>
        </span>
        <span>
          {messages.removal.since} <Time at={since} />
        </span>
      </div>
      <div className={styles.second} data-needed={dependentCount > 0 || undefined}>
        {dependentCount === 0
          ? messages.removal.noDependents
          : `${messages.removal.dependents(dependentCount, formatCount(dependentCount))}:`}
        {dependents.map((ref) => (
          <EntityLink key={ref} entityRef={ref} />
        ))}
        {dependentCount > dependents.length && messages.andMore(formatCount(dependentCount - dependents.length))}
      </div>
    </>
  );
}
