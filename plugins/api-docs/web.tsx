import { lazyView } from '@callboard/plugin/web';

export const DefinitionTab = lazyView(async () => (await import('./views/definition-tab.tsx')).DefinitionTab);
