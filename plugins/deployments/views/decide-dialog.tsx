import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Dialog, ErrorState, LoadingLines, refName, useAction, useApi } from '@callboard/plugin/web';
import styles from './deployments.module.css';
import { messages } from './messages.ts';
import { placeName } from './place-name.ts';
import type { Decision, Deployment } from './types.ts';

const text = messages.decide;
const ACTIONS = '/api/callboard/actions';

interface Offered {
  plugin: string;
  id: string;
  confirm: 'none' | 'yes' | 'name';
}

export interface DecideDialogProps {
  deployment: Deployment;
  choice: Decision['decision'];
  onClose: () => void;
}

/** Says what the decision would do, and has it done by the action of the entity: with its permission, its confirmation and its record. */
export function DecideDialog({ deployment, choice, onClose }: DecideDialogProps) {
  const { entityRef: entity, environment, region, version } = deployment;
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const { data, error, refetch } = useApi<{ items: Offered[] }>(ACTIONS, { query: { entity } });
  const offered = data?.items.find(({ plugin, id }) => plugin === 'deployments' && id === choice);
  const name = refName(entity).split('/').at(-1)!;
  const place = { environment, ...(region ? { region } : {}) };
  const run = useAction(
    (api) =>
      api.json(`${ACTIONS}/deployments/${choice}/runs`, {
        method: 'POST',
        body: {
          entity,
          input: { ...place, ...(reason.trim() ? { reason: reason.trim() } : {}) },
          confirmed: offered?.confirm === 'name' ? typed : 'yes',
        },
      }),
    { done: () => text.asked[choice], refreshes: ['/api/deployments', '/api/callboard/action-runs'], onDone: onClose },
  );
  const isReady = offered !== undefined && (offered.confirm !== 'name' || typed === name);
  return (
    <Dialog title={text.title[choice](version, placeName(deployment))} onClose={onClose}>
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <LoadingLines lines={3} />}
      {data && !offered && <p role="alert">{text.gone}</p>}
      {offered && (
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            if (isReady) run.mutate();
          }}
        >
          <Effect choice={choice} entity={entity} place={place} />
          <TextInput
            label={text.reason}
            description={text.reasonHint}
            value={reason}
            maxLength={500}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          {offered.confirm === 'name' && (
            <TextInput
              label={text.typeName(name)}
              value={typed}
              autoComplete="off"
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
          )}
          <div className={styles.formButtons}>
            <Button variant="default" onClick={onClose}>
              {text.cancel}
            </Button>
            <Button type="submit" disabled={!isReady} loading={run.isPending}>
              {text.button[choice]}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}

interface EffectProps {
  choice: Decision['decision'];
  entity: string;
  place: Record<string, string>;
}

function Effect({ choice, entity, place }: EffectProps) {
  const { data, error } = useApi<{ summary: string }>(`${ACTIONS}/deployments/${choice}/preview`, {
    body: { entity, input: place },
    staleTime: 0,
  });
  if (error) return <ErrorState error={error} title={text.noPreview} />;
  return (
    <p className={styles.effect} aria-live="polite">
      <b>{text.effect}</b> {data?.summary ?? text.asking}
    </p>
  );
}
