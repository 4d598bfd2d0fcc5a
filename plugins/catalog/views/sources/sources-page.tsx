import { Button } from '@mantine/core';
import { Suspense, lazy } from 'react';
import { EmptyState, ErrorState, Icon, LoadingLines, Page, useApi, useUrlState } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import type { SourceItem } from '../types.ts';
import { Source } from './source.tsx';
import styles from './sources.module.css';

const AddSource = lazy(async () => ({ default: (await import('./add-source.tsx')).AddSource }));

const ORIGINS = ['config', 'user', 'location', 'derived'] as const;

/** The places that descriptors come from, and how their harvests stand. */
export function SourcesPage() {
  const [params, change] = useUrlState();
  const { data, error, refetch } = useApi<{ items: SourceItem[] }>('/api/callboard/sources', {
    touchedBy: [{ type: 'source' }],
  });
  const add = (
    <Button
      variant="filled"
      leftSection={<Icon name="add" />}
      onClick={() => change((next) => next.set('add', 'folder'), { push: true })}
    >
      {messages.sources.add}
    </Button>
  );
  return (
    <Page title={messages.sources.title} description={messages.sources.description} actions={add}>
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <LoadingLines lines={6} />
      ) : data.items.length === 0 ? (
        <EmptyState icon="sources" title={messages.sources.empty}>
          {messages.sources.emptyText}
        </EmptyState>
      ) : (
        ORIGINS.map((origin) => (
          <Sources key={origin} origin={origin} sources={data.items.filter((source) => source.origin === origin)} />
        ))
      )}
      {params.has('add') && (
        <Suspense>
          <AddSource wanted={params.get('add') ?? ''} onClose={() => change((next) => next.delete('add'))} />
        </Suspense>
      )}
    </Page>
  );
}

function Sources({ origin, sources }: { origin: (typeof ORIGINS)[number]; sources: SourceItem[] }) {
  if (sources.length === 0) return null;
  return (
    <section aria-label={messages.sources.origin[origin]}>
      <h2 className={styles.origin}>{messages.sources.origin[origin]}</h2>
      <ul className={styles.sources}>
        {sources.map((source) => (
          <Source key={source.id} source={source} />
        ))}
      </ul>
    </section>
  );
}
