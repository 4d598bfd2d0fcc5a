import { Suspense, lazy, useEffect, useMemo } from 'react';
import type { ReactNode } from 'react';
import type { Contributions } from '@callboard/core';
import type { Show } from '@callboard/core/declared';
import { PluginIdContext, useKit } from './kit-context.ts';
import type { PluginInfo } from './kit-context.ts';
import { noteSeen } from './seen.ts';
import { LoadingLines } from './states.tsx';
import { ViewBoundary } from './view-boundary.tsx';

/** The extension points that the web shows something of. */
export type ViewPoint =
  | 'pages'
  | 'navItems'
  | 'entityActions'
  | 'entityTabs'
  | 'entityCards'
  | 'entityBadges'
  | 'homeWidgets'
  | 'overlays'
  | 'searchTypes'
  | 'annotations'
  | 'formFields'
  | 'themes'
  | 'docsAddons'
  | 'facts';

/** One thing that a plugin adds, with the plugin that adds it. */
export type Contribution<Point extends ViewPoint> = Contributions[Point][number] & { plugin: PluginInfo };

function collect<Point extends ViewPoint>(plugins: readonly PluginInfo[], point: Point): Contribution<Point>[] {
  const all = plugins.flatMap((plugin) =>
    ((plugin.contributes?.[point] ?? []) as Contributions[Point][number][]).map(
      (item) => ({ ...item, plugin }) as Contribution<Point>,
    ),
  );
  return all.sort((a, b) => orderOf(a) - orderOf(b));
}

function orderOf(item: object): number {
  return 'order' in item && typeof item.order === 'number' ? item.order : 0;
}

/** What all running plugins add at an extension point, in order. */
export function useContributions<Point extends ViewPoint>(point: Point): Contribution<Point>[] {
  const { plugins } = useKit();
  return useMemo(() => collect(plugins, point), [plugins, point]);
}

/** Something that is drawn: by a component that the web half exports, or by a built-in view. */
export interface DrawnContribution {
  plugin: PluginInfo;
  view?: string | undefined;
  show?: Show | undefined;
  /** Name of the data source that the built-in view shows. */
  data?: string | undefined;
  /** Something to know of what is shown. */
  note?: string | undefined;
}

const DeclaredView = lazy(async () => ({ default: (await import('./declared/declared-view.tsx')).DeclaredView }));

export interface ContributedViewProps {
  contribution: DrawnContribution;
  /** Handed to the view. */
  props?: Record<string, unknown>;
  /** Shown while the view's code loads. */
  placeholder?: ReactNode;
}

/** Draws a view of a plugin; when it fails, only its own place says so. */
export function ContributedView({ contribution, props, placeholder = <LoadingLines /> }: ContributedViewProps) {
  const kit = useKit();
  const { plugin, view, show, data = '', note } = contribution;
  const name = view ?? `${show?.view} of ${data}`.slice(0, 64);
  useEffect(() => noteSeen(kit.api, { plugin: plugin.id, view: name }), [kit.api, plugin.id, name]);
  const onError = (error: Error) => noteSeen(kit.api, { plugin: plugin.id, view: name, error: error.message });
  return (
    <ViewBoundary plugin={plugin} onRetry={() => kit.forgetView(plugin, name)} onError={onError}>
      <PluginIdContext.Provider value={plugin.id}>
        <Suspense fallback={placeholder}>
          {show ? (
            <DeclaredView {...props} show={show} data={data} note={note} />
          ) : (
            <CodedView plugin={plugin} name={name} props={props} />
          )}
        </Suspense>
      </PluginIdContext.Provider>
    </ViewBoundary>
  );
}

function CodedView({
  plugin,
  name,
  props,
}: {
  plugin: PluginInfo;
  name: string;
  props: ContributedViewProps['props'];
}) {
  const View = useKit().view(plugin, name);
  return <View {...props} />;
}
