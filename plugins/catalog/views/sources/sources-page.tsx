import { Button } from '@mantine/core';
import { Suspense, lazy } from 'react';
import { EmptyState, ErrorState, Icon, LoadingLines, Page, useApi, useUrlState } from '@callboard/plugin/web';
import { messages } from './messages.ts';
import type { FindingPage, SourceItem } from '../types.ts';
import { Source } from './source.tsx';
import styles from './sources.module.css';

const AddSource = lazy(async () => ({ default: (await import('./add-source.tsx')).AddSource }));

const RemovalDialog = lazy(async () => ({ default: (await import('./removal-dialog.tsx')).RemovalDialog }));

const ORIGINS = ['undeclared', 'config', 'user', 'location', 'derived'] as const;
const NONE = { error: 0, warning: 0, info: 0 };

/** The places that descriptors come from, and how their harvests stand. */
export function SourcesPage() {
  const [params, change] = useUrlState();
  const { data, error, refetch } = useApi<{ items: SourceItem[] }>('/api/callboard/sources', {
    touchedBy: [{ type: 'source' }],
  });
  const findings = useApi<FindingPage>('/api/callboard/findings', {
    query: { group: 'sourceId', limit: 0 },
    touchedBy: [{ type: 'entity' }, { type: 'source' }],
  });
  const groups = findings.data?.groups;
  const findingsOf = (id: string) => groups && (groups.find(({ value }) => value === id)?.counts ?? NONE);
  const add = (
    <Button
      variant="filled"
      leftSection={<Icon name="add" />}
      onClick={() => change((next) => next.set('add', 'folder'), { push: true })}
    >
      {messages.add}
    </Button>
  );
  return (
    <Page title={messages.title} description={messages.description} actions={add}>
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <LoadingLines lines={6} />
      ) : data.items.length === 0 ? (
        <EmptyState icon="sources" title={messages.empty}>
          {messages.emptyText}
        </EmptyState>
      ) : (
        ORIGINS.map((origin) => (
          <Sources
            key={origin}
            origin={origin}
            sources={data.items.filter((source) => source.origin === origin)}
            findingsOf={findingsOf}
          />
        ))
      )}
      {params.has('removal') && (
        <Suspense>
          <RemovalDialog
            source={data?.items.find(({ id }) => id === params.get('removal'))}
            onClose={() => change((next) => next.delete('removal'))}
          />
        </Suspense>
      )}
      {params.has('add') && (
        <Suspense>
          <AddSource wanted={params.get('add') ?? ''} onClose={() => change((next) => next.delete('add'))} />
        </Suspense>
      )}
    </Page>
  );
}

interface SourcesProps {
  origin: (typeof ORIGINS)[number];
  sources: SourceItem[];
  findingsOf(id: string): FindingPage['counts'] | undefined;
}

/** What needs a person comes first. */
function Sources({ origin, sources, findingsOf }: SourcesProps) {
  if (sources.length === 0) return null;
  return (
    <section aria-label={messages.origin[origin]}>
      <h2 className={styles.origin}>{messages.origin[origin]}</h2>
      <ul className={styles.sources}>
        {sources
          .toSorted((a, b) => urgency(b) - urgency(a))
          .map((source) => (
            <Source key={source.id} source={source} findings={findingsOf(source.id)} />
          ))}
      </ul>
    </section>
  );
}

function urgency({ held, error, stalledSince }: SourceItem): number {
  return (held > 0 ? 4 : 0) + (stalledSince ? 2 : 0) + (error ? 1 : 0);
}
