import { Button, Checkbox } from '@mantine/core';
import {
  EmptyState,
  EntityLink,
  ErrorState,
  Icon,
  LoadingLines,
  Time,
  useAction,
  useUrlState,
} from '@callboard/plugin/web';
import { messages } from './messages.ts';
import type { Conflict } from '../types.ts';
import { CONFLICTS, useConflicts } from './use-conflicts.ts';
import styles from './findings.module.css';

/** Names that more than one file claims: a person says which one it is. */
export function Conflicts() {
  const [, change] = useUrlState();
  const { data, error, refetch, mine, canBeMine } = useConflicts();
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingLines lines={5} />;
  return (
    <>
      {canBeMine && (
        <Checkbox
          size="xs"
          label={messages.conflicts.mine}
          checked={mine}
          onChange={({ currentTarget: { checked } }) =>
            change((next) => (checked ? next.set('mine', '1') : next.delete('mine')), { push: true })
          }
        />
      )}
      {data.items.length > 0 ? (
        <ConflictList conflicts={data.items} />
      ) : (
        <EmptyState icon="done" title={mine ? messages.conflicts.noneMine : messages.conflicts.none}>
          {messages.conflicts.noneText}
        </EmptyState>
      )}
    </>
  );
}

function ConflictList({ conflicts }: { conflicts: readonly Conflict[] }) {
  const choose = useAction(
    (api, choice: { entityRef: string; recordId: number }) => api.json(CONFLICTS, { method: 'POST', body: choice }),
    { done: () => messages.conflicts.settled, refreshes: ['/api/callboard/', '/api/catalog/'] },
  );
  const undo = useAction((api, entityRef: string) => api.text(CONFLICTS, { method: 'DELETE', query: { entityRef } }), {
    done: () => messages.conflicts.undone,
    refreshes: ['/api/callboard/', '/api/catalog/'],
  });
  return (
    <ul className={styles.blocks}>
      {conflicts.map(({ entityRef, claims, settled }) => (
        <li key={entityRef} data-settled={settled ? true : undefined}>
          <h2>
            <EntityLink entityRef={entityRef} />
          </h2>
          {settled ? (
            <p className={styles.settled}>
              <span>
                <Icon name="done" size={14} /> {messages.conflicts.done}
              </span>
              <span>
                {messages.conflicts.chosen(settled.by)} <Time at={settled.at} />
              </span>
              <Button size="xs" loading={undo.isPending} onClick={() => undo.mutate(entityRef)}>
                {messages.conflicts.undo}
              </Button>
            </p>
          ) : (
            <p className={styles.soft}>{messages.conflicts.choose}</p>
          )}
          <ul className={styles.claims}>
            {claims.map((claim) => (
              <li key={claim.recordId}>
                <div>
                  <p>{claim.repository}</p>
                  <code>
                    {claim.path}:{claim.line}
                  </code>
                </div>
                {claim.active ? (
                  <span className={styles.inUse}>{messages.conflicts.active}</span>
                ) : (
                  <Button
                    loading={choose.isPending}
                    onClick={() => choose.mutate({ entityRef, recordId: claim.recordId })}
                  >
                    {messages.conflicts.use}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
