import { Suspense, useEffect, useMemo } from 'react';
import type { ReactNode } from 'react';
import type { Contributions } from '@callboard/core';
import { PluginIdContext, useKit } from './kit-context.ts';
import type { PluginInfo } from './kit-context.ts';
import { noteSeen } from './seen.ts';
import { LoadingLines } from './states.tsx';
import { ViewBoundary } from './view-boundary.tsx';

/** The extension points that the web shows something of. */
export type ViewPoint =
  | 'pages'
  | 'navItems'
  | 'entityTabs'
  | 'entityCards'
  | 'homeWidgets'
  | 'overlays'
  | 'searchTypes'
  | 'annotations';

/** One thing that a plugin adds, with the plugin that adds it. */
export type Contribution<Point extends ViewPoint> = Contributions[Point][number] & { plugin: PluginInfo };

function collect<Point extends ViewPoint>(plugins: readonly PluginInfo[], point: Point): Contribution<Point>[] {
  const all = plugins.flatMap((plugin) =>
    (plugin.contributes[point] as Contributions[Point][number][]).map(
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

export interface ContributedViewProps {
  plugin: PluginInfo;
  /** Name that the web half exports. */
  view: string;
  /** Handed to the view. */
  props?: Record<string, unknown>;
  /** Shown while the view's code loads. */
  placeholder?: ReactNode;
}

/** Draws a view of a plugin; when it fails, only its own place says so. */
export function ContributedView({ plugin, view, props, placeholder = <LoadingLines /> }: ContributedViewProps) {
  const kit = useKit();
  const View = kit.view(plugin, view);
  useEffect(() => noteSeen(kit.api, { plugin: plugin.id, view }), [kit.api, plugin.id, view]);
  const onError = (error: Error) => noteSeen(kit.api, { plugin: plugin.id, view, error: error.message });
  return (
    <ViewBoundary plugin={plugin} onRetry={() => kit.forgetView(plugin, view)} onError={onError}>
      <PluginIdContext.Provider value={plugin.id}>
        <Suspense fallback={placeholder}>
          <View {...props} />
        </Suspense>
      </PluginIdContext.Provider>
    </ViewBoundary>
  );
}
