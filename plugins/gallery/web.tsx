import { lazyView } from '@callboard/plugin/web';

export const PluginsPage = lazyView(async () => (await import('./views/list/plugins-page.tsx')).PluginsPage);
export const PluginPage = lazyView(async () => (await import('./views/one/plugin-page.tsx')).PluginPage);
export const TryDataPage = lazyView(async () => (await import('./views/try/try-page.tsx')).TryDataPage);
