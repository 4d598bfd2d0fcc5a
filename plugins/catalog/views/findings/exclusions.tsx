import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { EmptyState, ErrorState, LoadingLines, Time, useAction, useApi } from '@callboard/plugin/web';
import { messages } from './messages.ts';
import type { Exclusion } from '../types.ts';
import styles from './findings.module.css';

const PATH = '/api/callboard/exclusions';
const REFRESHES = ['/api/callboard/', '/api/catalog/'];

/** What is kept out of the catalog although a file says it: by whom and why. */
export function Exclusions() {
  const { data, error, refetch } = useApi<{ items: Exclusion[] }>(PATH, { touchedBy: [{ type: 'entity' }] });
  const include = useAction((api, entityRef: string) => api.json(PATH, { method: 'DELETE', query: { entityRef } }), {
    done: () => messages.exclusions.included,
    refreshes: REFRESHES,
  });
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingLines lines={5} />;
  return (
    <>
      <ExcludeForm />
      {data.items.length === 0 ? (
        <EmptyState title={messages.exclusions.none}>{messages.exclusions.noneText}</EmptyState>
      ) : (
        <ul className={styles.blocks}>
          {data.items.map((item) => (
            <li key={item.entityRef} className={styles.exclusion}>
              <div>
                <p>
                  <code>{item.entityRef}</code>
                </p>
                <p>{item.reason}</p>
                <p className={styles.soft}>
                  {messages.exclusions.by(item.by)} <Time at={item.at} />
                </p>
              </div>
              <Button loading={include.isPending} onClick={() => include.mutate(item.entityRef)}>
                {messages.exclusions.include}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function ExcludeForm() {
  const [entityRef, setEntityRef] = useState('');
  const [reason, setReason] = useState('');
  const exclude = useAction(
    (api, body: { entityRef: string; reason: string }) => api.json(PATH, { method: 'POST', body }),
    {
      done: () => messages.exclusions.excluded,
      refreshes: REFRESHES,
      onDone: () => {
        setEntityRef('');
        setReason('');
      },
    },
  );
  function submit(event: FormEvent) {
    event.preventDefault();
    exclude.mutate({ entityRef: entityRef.trim(), reason: reason.trim() });
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <TextInput
        label={messages.exclusions.entity}
        placeholder="component:default/old-thing"
        value={entityRef}
        onChange={(event) => setEntityRef(event.currentTarget.value)}
      />
      <TextInput
        label={messages.exclusions.reason}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Button type="submit" disabled={!entityRef.trim() || !reason.trim()} loading={exclude.isPending}>
        {messages.exclusions.exclude}
      </Button>
    </form>
  );
}
