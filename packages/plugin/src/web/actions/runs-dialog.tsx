import { Dialog } from '../dialog.tsx';
import { useEntity } from '../entity-context.tsx';
import { entityTitle } from '../kinds.ts';
import { messages } from '../messages.ts';
import { EmptyState, ErrorState, LoadingLines } from '../states.tsx';
import { useApi } from '../use-api.ts';
import styles from './actions.module.css';
import { Run } from './run-view.tsx';
import type { ActionRun } from './types.ts';

const text = messages.actions;
const SHOWN = 50;

/** Who had what done to the entity. */
export function RunsDialog({ onClose }: { onClose: () => void }) {
  const { entity, entityRef } = useEntity();
  const { data, error, refetch } = useApi<{ items: ActionRun[] }>('/api/callboard/action-runs', {
    query: { entity: entityRef, limit: SHOWN },
    touchedBy: [{ type: 'action-run', key: entityRef }],
    staleTime: 0,
  });
  return (
    <Dialog title={text.doneTo(entityTitle(entity))} onClose={onClose} wide>
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <LoadingLines lines={6} />}
      {data?.items.length === 0 && <EmptyState title={text.nothingDone}>{text.nothingDoneText}</EmptyState>}
      <ul className={styles.runs}>
        {data?.items.map((run) => (
          <li key={run.id}>
            <h3>{run.title}</h3>
            <Run run={run} />
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
