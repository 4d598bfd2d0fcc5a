import { Button } from '@mantine/core';
import { Suspense } from 'react';
import {
  Card,
  ErrorState,
  LoadingLines,
  Time,
  lazyView,
  useAction,
  useApi,
  useShortcut,
  useUrlState,
} from '@callboard/plugin/web';
import type { EntityViewProps } from '@callboard/plugin/web';
import { FeatureList } from './feature-list.tsx';
import { FieldList } from './field-list.tsx';
import { LinkList } from './link-list.tsx';
import { messages } from './messages.ts';
import { Meter } from './meter.tsx';
import { upkeepPath } from './types.ts';
import type { EntityUpkeep } from './types.ts';
import styles from './upkeep.module.css';

const EditForm = lazyView(async () => (await import('./edit/edit-form.tsx')).EditForm);

/** In the URL, where no part of the form is meant. */
const WHOLE = '1';

/** What the description of an entity has and lacks, whether it is still true, and the way to mend it. */
export function UpkeepTab({ entity, entityRef }: EntityViewProps) {
  const path = upkeepPath(entity);
  const [params, change] = useUrlState();
  const { data, error, refetch } = useApi<EntityUpkeep>(path, { touchedBy: [{ type: 'entity', key: entityRef }] });
  const edit = (part: string) => change((next) => next.set('edit', part), { push: true });
  const close = () => change((next) => next.delete('edit'));
  useShortcut('e', messages.editKeys, () => edit(WHOLE));
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingLines lines={6} />;
  const part = params.get('edit');
  if (part) {
    return (
      <Suspense fallback={<LoadingLines lines={8} />}>
        <div className={styles.only}>
          <EditForm entity={entity} canPropose={data.canPropose} part={part} onClose={close} />
        </div>
      </Suspense>
    );
  }
  const { score, fields } = data.completeness;
  return (
    <div className={styles.columns}>
      <div>
        <Card
          title={messages.fields}
          actions={
            <Button size="xs" variant="default" onClick={() => edit(WHOLE)}>
              {messages.edit}
            </Button>
          }
        >
          {fields.length === 0 ? <p>{messages.nothingAsked}</p> : <Meter score={score} />}
          <FieldList fields={fields} onAdd={edit} />
        </Card>
        <Card title={messages.features}>
          <FeatureList features={data.features} />
        </Card>
      </div>
      <div>
        <Truth upkeep={data} path={path} />
        <Card title={messages.links}>
          <LinkList urls={entity.metadata.links?.map(({ url }) => url) ?? []} links={data.links} onMend={edit} />
        </Card>
      </div>
    </div>
  );
}

function Truth({ upkeep, path }: { upkeep: EntityUpkeep; path: string }) {
  const { changedAt, changedBy, confirmation, isStale, staleAfterDays } = upkeep;
  const confirm = useAction((api) => api.json(`${path}/confirm`, { method: 'POST', body: {} }), {
    done: () => messages.confirmed,
    refreshes: ['/api/upkeep'],
  });
  return (
    <Card title={messages.truth}>
      {isStale && (
        <p role="status" className={styles.warning}>
          {messages.stale(staleAfterDays)}
        </p>
      )}
      <p className={styles.soft}>
        {messages.changed} <Time at={changedAt} />
        {changedBy && ` · ${changedBy}`}
      </p>
      <p className={styles.soft}>
        {confirmation ? (
          <>
            {messages.confirmedBy(confirmation.by)} <Time at={confirmation.at} />
          </>
        ) : (
          messages.neverConfirmed
        )}
      </p>
      <div className={styles.buttons}>
        <Button size="xs" variant="default" loading={confirm.isPending} onClick={() => confirm.mutate()}>
          {messages.confirm}
        </Button>
      </div>
    </Card>
  );
}
