import { createRootRoute, createRoute, createRouter, useParams } from '@tanstack/react-router';
import type { Contributions } from '@callboard/core';
import { ContributedView, Page } from '@callboard/plugin/web';
import type { PluginInfo } from '@callboard/plugin/web';
import { searchObject } from '@callboard/plugin/web/shell';
import { Frame } from './frame/frame.tsx';
import { NotFound } from './not-found.tsx';
import { preloadView } from './web-halves.ts';

type PageContribution = Contributions['pages'][number];

/** `/catalog/:kind/*` in the router's spelling: `/catalog/$kind/$`. */
function routerPath(path: string): string {
  return path.replace(/:(\w+)/g, '$$$1').replace(/\*$/, '$');
}

function parseSearch(text: string): Record<string, string | string[]> {
  return searchObject(new URLSearchParams(text));
}

/** Slashes, colons and commas are legible as they are, and allowed there. */
function stringifySearch(search: Record<string, string | string[] | undefined>): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    for (const one of [value ?? []].flat()) params.append(key, one);
  }
  const text = params.toString().replaceAll('%2F', '/').replaceAll('%3A', ':').replaceAll('%2C', ',');
  return text && `?${text}`;
}

/** Routes of every page that plugins add, inside the frame. */
export function createShellRouter(plugins: readonly PluginInfo[]) {
  const root = createRootRoute({ component: Frame, notFoundComponent: NotFound });

  function pageRoute(plugin: PluginInfo, page: PageContribution) {
    function PageRoute() {
      const { _splat: rest = '', ...params } = useParams({ strict: false }) as Record<string, string>;
      const drawn = <ContributedView contribution={{ ...page, plugin }} props={{ params, rest }} />;
      return page.show ? <Page title={page.title}>{drawn}</Page> : drawn;
    }
    return createRoute({
      getParentRoute: () => root,
      path: routerPath(page.path),
      component: PageRoute,
      loader: () => {
        if (page.view === undefined) return;
        // A failure shows again, and in its place, when the view is drawn.
        preloadView(plugin, page.view).catch(() => undefined);
      },
    });
  }

  const pages = plugins.flatMap((plugin) => (plugin.contributes?.pages ?? []).map((page) => pageRoute(plugin, page)));
  return createRouter({
    routeTree: root.addChildren(pages),
    parseSearch,
    stringifySearch,
    scrollRestoration: true,
    defaultPreloadDelay: 30,
  });
}
