import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../dialog.tsx';
import { useEntity } from '../entity-context.tsx';
import { entityTitle } from '../kinds.ts';
import { messages } from '../messages.ts';
import { ErrorState } from '../states.tsx';
import { useAction, useApi } from '../use-api.ts';
import { ActionForm } from './action-form.tsx';
import styles from './actions.module.css';
import { inputOf, startValues } from './form-values.ts';
import { RunView } from './run-view.tsx';
import type { ActionPreview, ActionRun, Input, OfferedAction } from './types.ts';

const text = messages.actions;

/** Fill in, see what it would do, confirm, watch it. */
export function ActionDialog({ action, onClose }: { action: OfferedAction; onClose: () => void }) {
  const { entity, entityRef } = useEntity();
  const [values, setValues] = useState(() => startValues(action.input));
  const [typed, setTyped] = useState('');
  const [runId, setRunId] = useState<string>();
  const path = `/api/callboard/actions/${action.plugin}/${action.id}`;
  const input = inputOf(action.input, values);
  const start = useAction(
    (api, confirmed: string) =>
      api.json<ActionRun>(`${path}/runs`, { method: 'POST', body: { entity: entityRef, input, confirmed } }),
    { onDone: ({ id }) => setRunId(id), refreshes: ['/api/callboard/action-runs'] },
  );
  const { name } = entity.metadata;
  const isReady = input !== undefined && (action.confirm !== 'name' || typed === name);
  if (runId !== undefined)
    return (
      <Dialog title={action.title} onClose={onClose}>
        <RunView id={runId} />
        <div className={styles.buttons}>
          <Button variant="default" onClick={onClose}>
            {text.close}
          </Button>
        </div>
      </Dialog>
    );
  return (
    <Dialog title={text.of(action.title, entityTitle(entity))} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) start.mutate(action.confirm === 'name' ? typed : 'yes');
        }}
      >
        {action.description && <p className={styles.soft}>{action.description}</p>}
        {action.input && <ActionForm schema={action.input} values={values} onChange={setValues} />}
        {action.canPreview && input !== undefined && <Preview path={path} entityRef={entityRef} input={input} />}
        {action.approval && <p className={styles.soft}>{text.needsApproval}</p>}
        {action.confirm === 'name' && (
          <TextInput
            label={text.typeName(name)}
            description={text.typeNameWhy}
            value={typed}
            autoComplete="off"
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        <div className={styles.buttons}>
          <Button variant="default" onClick={onClose}>
            {text.cancel}
          </Button>
          <Button type="submit" disabled={!isReady} loading={start.isPending}>
            {action.approval ? text.ask : action.title}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** What the action says that it would do. */
function Preview({ path, entityRef, input }: { path: string; entityRef: string; input: Input }) {
  const { data, error } = useApi<ActionPreview>(`${path}/preview`, {
    body: { entity: entityRef, input },
    keepPrevious: true,
    staleTime: 0,
  });
  if (error) return <ErrorState error={error} title={text.noPreview} />;
  return (
    <div className={styles.preview} aria-live="polite">
      <b>{text.effect}</b> {data?.summary ?? text.asking}
      {data?.changes && (
        <dl className={styles.changes}>
          {data.changes.map(({ what, from, to }) => (
            <div key={what}>
              <dt>{what}</dt>
              <dd>{[from, to].filter((value) => value !== undefined).join(' → ')}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
