import { useQuery } from '@tanstack/react-query';
import type { Entity } from '@callboard/core';
import type { Show } from '@callboard/core/declared';
import { useKit, usePluginId } from '../kit-context.ts';
import { Note } from '../page.tsx';
import { ErrorState, LoadingLines } from '../states.tsx';
import { apiQuery } from '../use-api.ts';
import { Badge } from './badge.tsx';
import type { BadgeShow } from './badge.tsx';
import styles from './declared.module.css';
import { FactsView } from './facts-view.tsx';
import { messages } from './messages.ts';
import { Problem, StaleNote } from './problem.tsx';
import type { DataProblem } from './problem.tsx';
import { ShownData } from './shown-data.tsx';
import type { DataShow } from './shown-data.tsx';

/** What a data source answers. */
interface DataAnswer {
  data?: unknown;
  at?: string;
  stale?: boolean;
  error?: DataProblem;
}

/** Milliseconds until it is looked at again: soon when a newer answer is on its way, later when the source is down. */
function nextLook(answer: DataAnswer | undefined): number {
  if (answer?.error) return 30_000;
  return answer?.stale ? 3000 : 60_000;
}

/** How much room each view takes while it loads. */
const outlines: Partial<Record<Show['view'], number>> = {
  status: 1,
  metric: 2,
  table: 5,
  series: 7,
  radar: 9,
  frame: 9,
};

export interface DeclaredViewProps {
  show: Show;
  /** Name of the data source. */
  data: string;
  entity?: Entity;
  entityRef?: string;
  /** Something to know of what is shown, where no card says it. */
  note?: string | undefined;
  /** What is written before a badge. */
  title?: string;
}

/** A built-in view: of a data source of the plugin, or of facts. */
export function DeclaredView({ show, data, entity, entityRef, note, title = '' }: DeclaredViewProps) {
  if (show.view === 'badge')
    return (
      <SourceBadge
        title={note === undefined ? title : messages.noted(title, note)}
        show={show}
        data={data}
        entityRef={entityRef}
      />
    );
  if (show.view !== 'facts')
    return (
      <>
        {note !== undefined && (
          <p>
            <Note text={note} />
          </p>
        )}
        <SourceView show={show} data={data} entityRef={entityRef} />
      </>
    );
  return entity && entityRef ? <FactsView show={show} entity={entity} entityRef={entityRef} /> : null;
}

interface SourceBadgeProps {
  title: string;
  show: BadgeShow;
  data: string;
  entityRef: string | undefined;
}

function SourceBadge({ title, show, data: name, entityRef }: SourceBadgeProps) {
  const { data, error } = useQuery(useSource(name, entityRef));
  const problem = error && !data ? error.message : data?.error?.message;
  return (
    <Badge title={title} show={show} data={data?.data} at={data?.at} problem={problem} isLoading={!data && !error} />
  );
}

function useSource(name: string, entityRef: string | undefined) {
  const { api } = useKit();
  const plugin = usePluginId();
  return {
    ...apiQuery<DataAnswer>(api, `/api/${plugin}/data/${name}`, {
      query: { entity: entityRef },
      touchedBy: entityRef ? [{ type: 'entity', key: entityRef }] : [],
    }),
    refetchInterval: (query: { state: { data?: DataAnswer | undefined } }) => nextLook(query.state.data),
  };
}

interface SourceViewProps {
  show: DataShow;
  data: string;
  entityRef: string | undefined;
}

function SourceView({ show, data: name, entityRef }: SourceViewProps) {
  const { data, error, refetch } = useQuery(useSource(name, entityRef));
  const again = () => void refetch();
  if (error && !data) return <ErrorState error={error} onRetry={again} />;
  if (!data) return <LoadingLines lines={outlines[show.view] ?? 3} />;
  if (data.error && data.data === undefined) return <Problem problem={data.error} onRetry={again} />;
  return (
    <div className={styles.view}>
      {data.stale && data.at && <StaleNote at={data.at} problem={data.error} onRetry={again} />}
      <ShownData show={show} data={data.data} />
    </div>
  );
}
