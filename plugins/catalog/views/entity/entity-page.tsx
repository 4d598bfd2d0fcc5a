import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useEffect, useRef } from 'react';
import {
  ApiError,
  ContributedView,
  EmptyState,
  EntityProvider,
  ErrorState,
  Link,
  LoadingLines,
  NavLink,
  appliesTo,
  entityPath,
  entityQuery,
  entityRefOf,
  entityTitle,
  noteRecent,
  stringifyEntityRef,
  useContributions,
  useDocumentTitle,
  useKit,
  useShortcut,
} from '@callboard/plugin/web';
import type { Entity, PageViewProps } from '@callboard/plugin/web';
import { useStops } from '../shared/use-stops.ts';
import { EntityBanner } from './entity-banner.tsx';
import { EntityHeader } from './entity-header.tsx';
import styles from './entity.module.css';
import { messages } from './messages.ts';
import { UnknownEntity } from './unknown-entity.tsx';

/** One entity: who owns it and what it is at the top, everything else in tabs that plugins add. */
export function EntityPage({ params, rest }: PageViewProps) {
  const { api } = useKit();
  const { kind = '', namespace = '', name = '' } = params;
  const entityRef = stringifyEntityRef({ kind, namespace, name });
  const { data, error, refetch } = useQuery(entityQuery(api, entityRef));
  // The first drawing of a page is much: in slices, so that the keyboard is answered meanwhile.
  const entity = useDeferredValue(data) === undefined ? undefined : data;
  useDocumentTitle(entity ? entityTitle(entity) : name);
  useAddress(entity, entityRef);
  if (error instanceof ApiError && error.status === 404) return <UnknownEntity entityRef={entityRef} />;
  if (error && !entity) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!entity) return <EntityOutline />;
  return (
    <EntityProvider entity={entity}>
      <EntityHeader />
      <EntityBanner />
      <EntityTabs entity={entity} open={rest.split('/')[0] ?? ''} />
    </EntityProvider>
  );
}

/** The visit is remembered; an entity that was renamed answers under its new name, and the address follows. */
function useAddress(entity: Entity | undefined, asked: string) {
  const navigate = useNavigate();
  const actual = entity && entityRefOf(entity);
  useEffect(() => {
    if (!actual) return;
    noteRecent(actual);
    if (actual !== asked) void navigate({ to: entityPath(actual) as '.', replace: true });
  }, [actual, asked, navigate]);
}

function EntityTabs({ entity, open }: { entity: Entity; open: string }) {
  const tabs = useContributions('entityTabs').filter((tab) => appliesTo(entity, tab.appliesTo));
  const entityRef = entityRefOf(entity);
  const base = entityPath(entityRef);
  const tab = tabs.find((one) => one.path === open);
  const navigate = useNavigate();
  function turn(step: 1 | -1) {
    const next = tabs.at((tabs.findIndex((one) => one === tab) + step) % tabs.length);
    if (next) void navigate({ to: pathOf(base, next.path) as '.' });
  }
  useShortcut('n', messages.entity.keys.nextTab, () => turn(1));
  useShortcut('p', messages.entity.keys.previousTab, () => turn(-1));
  useStops();
  const bar = useRef<HTMLElement>(null);
  useEffect(() => bringIntoView(bar.current), [open]);
  return (
    <>
      <nav ref={bar} className={styles.tabs} aria-label={messages.entity.tabs}>
        <ul>
          {tabs.map((one) => (
            <li key={one.path}>
              <NavLink to={pathOf(base, one.path)} className={styles.tab}>
                {one.title}
              </NavLink>
            </li>
          ))}
        </ul>
      </nav>
      {tab ? (
        <ContributedView key={tab.path} contribution={tab} props={{ entity, entityRef }} />
      ) : (
        <EmptyState
          title={messages.entity.noTab(open)}
          action={<Link to={base}>{messages.entity.backToOverview}</Link>}
        />
      )}
    </>
  );
}

function pathOf(base: string, tab: string): string {
  return tab === '' ? base : `${base}/${tab}`;
}

/** Where the tabs are wider than the window, the open one is to be seen, and a piece of the one before it. */
function bringIntoView(bar: HTMLElement | null): void {
  const here = bar?.querySelector<HTMLElement>('[aria-current="page"]');
  if (bar && here) bar.scrollLeft = here.offsetLeft - bar.offsetLeft - 48;
}

function EntityOutline() {
  return (
    <div className={styles.outline}>
      <LoadingLines lines={2} />
      <LoadingLines lines={6} />
    </div>
  );
}
