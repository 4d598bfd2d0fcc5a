import { lazyView } from '@callboard/plugin/web';

export const ExplorePage = lazyView(async () => (await import('./views/map/explore-page.tsx')).ExplorePage);
export const GraphPage = lazyView(async () => (await import('./views/graph/graph-page.tsx')).GraphPage);
export const GraphTab = lazyView(async () => (await import('./views/graph/graph-tab.tsx')).GraphTab);
