import { useMediaQuery } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { Suspense, useEffect, useMemo, useState } from 'react';
import {
  CodeBlock,
  EmptyState,
  ErrorState,
  LoadingLines,
  entityPath,
  lazyView,
  usePluginApi,
  useUrlState,
} from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import type { GraphAnswer } from '../types.ts';
import { CutNotes } from './cut-notes.tsx';
import { EdgeList } from './edge-list.tsx';
import { Filters } from './filters.tsx';
import { graphQuery, readGraphState, writeList } from './graph-state.ts';
import styles from './graph.module.css';
import { pictureOf } from './picture.ts';
import { SidePanel } from './side-panel.tsx';
import { Toolbar } from './toolbar.tsx';

const Canvas = lazyView(async () => (await import('./canvas/canvas.tsx')).Canvas);

export interface GraphViewProps {
  /** The entity that is always a start, beside those in the address. */
  root?: string;
  /** Where the graph from another entity is, with the rest of the query string. */
  hrefFrom: (ref: string, query: string) => string;
}

/** A graph as picture or list, with everything that narrows it; the address is its state. */
export function GraphView({ root, hrefFrom }: GraphViewProps) {
  const [params, change] = useUrlState();
  const navigate = useNavigate();
  const narrow = useMediaQuery('(max-width: 640px)', undefined, { getInitialValueInEffect: false }) ?? false;
  const [filtersOpen, setFiltersOpen] = useState(false);
  const state = useMemo(() => {
    const read = readGraphState(params);
    return root === undefined ? read : { ...read, roots: [...new Set([root, ...read.roots])] };
  }, [params, root]);
  const form = state.form ?? (narrow ? 'list' : 'graph');
  const { data, error, refetch, isPlaceholderData } = usePluginApi<GraphAnswer>('/graph', {
    query: graphQuery(state),
    touchedBy: [{ type: 'entity' }],
    keepPrevious: true,
  });
  useEffect(() => {
    // Fetched beside the answer, not after it. A failure shows where the graph is drawn.
    if (form === 'graph') Canvas.preload().catch(() => undefined);
  }, [form]);
  const relations = state.relations.join();
  const picture = useMemo(
    () => data && pictureOf(data, state.merge, relations === '' ? [] : relations.split(',')),
    [data, state.merge, relations],
  );

  function select(ref: string | undefined) {
    change((next) => (ref === undefined ? next.delete('selected') : next.set('selected', ref)));
  }
  function expand(ref: string) {
    change((next) => writeList(next, 'roots', [...state.roots.filter((one) => one !== root), ref]), { push: true });
  }
  function hrefOf(ref: string) {
    const rest = new URLSearchParams(params);
    writeList(rest, 'roots', []);
    rest.delete('selected');
    return hrefFrom(ref, rest.toString());
  }

  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  const selected = state.selected === undefined ? undefined : picture?.byRef.get(state.selected);
  return (
    <div className={styles.view} data-old={isPlaceholderData || undefined}>
      <Toolbar
        state={state}
        form={form}
        change={change}
        filtersOpen={filtersOpen}
        onFilters={() => setFiltersOpen(!filtersOpen)}
      />
      <div className={styles.layout}>
        <aside className={styles.aside} data-open={filtersOpen || undefined} aria-label={messages.graph.narrowDown}>
          <Filters facets={data?.facets} state={state} change={change} />
        </aside>
        <div className={styles.content}>
          {data && picture ? <CutNotes answer={data} picture={picture} state={state} change={change} /> : <p />}
          {!picture || !data ? (
            <LoadingLines lines={6} />
          ) : picture.nodes.length > 0 && picture.lines.length === 0 && picture.nodes.length <= state.roots.length ? (
            <Alone isFiltered={data.cut.filtered > 0} />
          ) : form === 'list' ? (
            <EdgeList picture={picture} />
          ) : (
            <div className={styles.stage} data-panel={selected ? true : undefined}>
              <Suspense fallback={<LoadingLines lines={6} />}>
                <Canvas
                  picture={picture}
                  roots={state.roots}
                  direction={state.direction}
                  selected={selected?.ref}
                  onSelect={select}
                  onOpen={(ref) => void navigate({ to: entityPath(ref) as '.' })}
                />
              </Suspense>
              {selected && (
                <SidePanel
                  node={selected}
                  picture={picture}
                  centreHref={
                    state.roots.length === 1 && state.roots[0] === selected.ref ? undefined : hrefOf(selected.ref)
                  }
                  onSelect={select}
                  onExpand={() => expand(selected.ref)}
                />
              )}
            </div>
          )}
        </div>
      </div>
    </div>
  );
}

function Alone({ isFiltered }: { isFiltered: boolean }) {
  const { nothing } = messages.graph;
  if (isFiltered)
    return (
      <EmptyState icon="filter" title={nothing.filtered}>
        {nothing.filteredText}
      </EmptyState>
    );
  return (
    <EmptyState
      icon="topology-star-3"
      title={nothing.title}
      action={
        <div className={styles.example}>
          <CodeBlock text={nothing.example} label={nothing.title} />
        </div>
      }
    >
      {nothing.text}
    </EmptyState>
  );
}
