import { Button } from '@mantine/core';
import { useEntity } from '../entity-context.tsx';
import { Icon } from '../icon.tsx';
import { ExternalLink } from '../link.tsx';
import { messages } from '../messages.ts';
import { ErrorState, LoadingLines } from '../states.tsx';
import { Time } from '../time.tsx';
import { useAction, useApi } from '../use-api.ts';
import styles from './actions.module.css';
import type { ActionRun } from './types.ts';

const text = messages.actions;
const icons = {
  waiting: 'waiting',
  running: 'refresh',
  done: 'done',
  failed: 'error',
  refused: 'error',
} as const;

/** A run as it goes, and how it went. */
export function RunView({ id }: { id: string }) {
  const { entityRef } = useEntity();
  const { data, error, refetch } = useApi<ActionRun>(`/api/callboard/action-runs/${id}`, {
    touchedBy: [{ type: 'action-run', key: entityRef }],
    staleTime: 0,
  });
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingLines lines={3} />;
  return <Run run={data} />;
}

export function Run({ run }: { run: ActionRun }) {
  const tell = (what: string) => `/api/callboard/action-runs/${run.id}/${what}`;
  const change = useAction((api, what: string) => api.json(tell(what), { method: 'POST', body: {} }), {
    refreshes: ['/api/callboard/action-runs'],
  });
  const button = (what: string, label: string) => (
    <Button size="xs" variant="default" loading={change.isPending} onClick={() => change.mutate(what)}>
      {label}
    </Button>
  );
  return (
    <article className={styles.run} aria-live="polite">
      <p className={styles.runHead}>
        <Icon name={icons[run.state]} className={styles[run.state]} />
        <b>{text.states[run.state]}</b>
        <span className={styles.soft}>
          {text.by(run.requestedBy)} <Time at={run.requestedAt} />
          {run.decidedBy !== undefined && ` · ${text.decided(run.decidedBy)}`}
          {run.undoneBy !== undefined && ` · ${text.undone}`}
        </span>
      </p>
      {run.result && <p>{run.result.message}</p>}
      {run.error !== undefined && <p role="alert">{run.error}</p>}
      {run.progress.length > 0 && <pre className={styles.progress}>{run.progress.join('\n')}</pre>}
      {run.result?.links?.map(({ title, url }) => (
        <ExternalLink key={url} href={url}>
          {title}
        </ExternalLink>
      ))}
      <div className={styles.runButtons}>
        {run.state === 'waiting' && button('approve', text.approve)}
        {run.state === 'waiting' && button('refuse', text.refuse)}
        {run.state === 'running' && button('cancel', text.stop)}
        {run.canUndo && button('undo', text.undo)}
      </div>
    </article>
  );
}
