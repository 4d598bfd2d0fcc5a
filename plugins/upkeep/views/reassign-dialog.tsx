import { Button } from '@mantine/core';
import { useState } from 'react';
import {
  CopyButton,
  Dialog,
  EntityPicker,
  ErrorState,
  LoadingLines,
  entityRefOf,
  useAction,
  useApi,
} from '@callboard/plugin/web';
import type { Entity } from '@callboard/plugin/web';
import { Patch } from './edit/preview.tsx';
import { messages } from './messages.ts';
import type { Reassignment } from './types.ts';
import styles from './upkeep.module.css';

const text = messages.reassign;
const MOST = 200;

/** Everything that names an owner that is gone, given to another one: first as patches, then as branches. */
export function ReassignDialog({ from, onClose }: { from: string; onClose: () => void }) {
  const [to, setTo] = useState('');
  const owned = useApi<{ items: Entity[]; totalItems: number }>('/api/catalog/entities/by-query', {
    query: { filter: `relations.ownedBy=${from}`, limit: MOST, fields: 'kind,metadata.name,metadata.namespace' },
  });
  const entityRefs = owned.data?.items.map((entity) => entityRefOf(entity)) ?? [];
  const plan = useApi<Reassignment>('/api/upkeep/reassign/preview', {
    body: { from, to, entityRefs },
    enabled: to !== '' && entityRefs.length > 0,
  });
  const make = useAction((api) =>
    api.json<Reassignment>('/api/upkeep/reassign', { method: 'POST', body: { from, to, entityRefs } }),
  );
  const answer = make.data ?? plan.data;
  return (
    <Dialog title={text.title(from)} onClose={onClose} wide>
      <div className={styles.spaced}>
        {owned.error && <ErrorState error={owned.error} />}
        {owned.data && <p>{text.names(owned.data.totalItems)}</p>}
        <EntityPicker
          label={text.newOwner}
          placeholder={messages.form.ownerPlaceholder}
          filter={['kind=group', 'kind=user']}
          onPick={(entity) => setTo(entityRefOf(entity))}
        />
        {to && (
          <p>
            {text.to} <code>{to}</code>
          </p>
        )}
      </div>
      {plan.error && <ErrorState error={plan.error} />}
      {plan.isFetching && !answer && <LoadingLines lines={4} />}
      {answer && <Files answer={answer} />}
      {answer && !make.data && answer.files.some(({ canPropose }) => canPropose) && (
        <Button size="xs" loading={make.isPending} onClick={() => make.mutate()}>
          {text.make}
        </Button>
      )}
    </Dialog>
  );
}

function Files({ answer: { files, refused } }: { answer: Reassignment }) {
  return (
    <ul className={styles.list}>
      {files.map(({ repository, path, patch, made, error, canPropose }) => (
        <li key={`${repository} ${path}`} className={styles.item}>
          <p className={styles.picked}>
            <code>
              {repository}/{path}
            </code>
            <CopyButton text={patch} label={messages.form.copyPatch} />
          </p>
          <Patch path={`${repository}/${path}`} patch={patch} />
          {made && <p role="status">{messages.form.made(made.branch)}</p>}
          {error && <p className={styles.lacking}>{error}</p>}
          {!canPropose && <p className={styles.soft}>{messages.form.noBranch}</p>}
        </li>
      ))}
      {refused.map(({ entityRef, message }) => (
        <li key={entityRef} className={styles.item}>
          <code>{entityRef}</code> {message}
        </li>
      ))}
    </ul>
  );
}
