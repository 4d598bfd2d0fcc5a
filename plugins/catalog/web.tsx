import { lazyView } from '@callboard/plugin/web';

export const HomePage = lazyView(async () => (await import('./views/home/home-page.tsx')).HomePage);
export const CatalogPage = lazyView(async () => (await import('./views/catalog/catalog-page.tsx')).CatalogPage);
export const EntityPage = lazyView(async () => (await import('./views/entity/entity-page.tsx')).EntityPage);
export const WherePage = lazyView(async () => (await import('./views/where/where-page.tsx')).WherePage);
export const FindingsPage = lazyView(async () => (await import('./views/findings/findings-page.tsx')).FindingsPage);
export const SourcesPage = lazyView(async () => (await import('./views/sources/sources-page.tsx')).SourcesPage);

export const OverviewTab = lazyView(async () => (await import('./views/entity/overview-tab.tsx')).OverviewTab);
export const SourceTab = lazyView(async () => (await import('./views/entity/source-tab.tsx')).SourceTab);
export const HistoryTab = lazyView(async () => (await import('./views/entity/history-tab.tsx')).HistoryTab);
export const FindingsTab = lazyView(async () => (await import('./views/entity/findings-tab.tsx')).FindingsTab);

export const AboutCard = lazyView(async () => (await import('./views/entity/about-card.tsx')).AboutCard);
export const RelationsCard = lazyView(async () => (await import('./views/entity/relations-card.tsx')).RelationsCard);
export const LinksCard = lazyView(async () => (await import('./views/entity/links-card.tsx')).LinksCard);
export const FindingsCard = lazyView(async () => (await import('./views/entity/findings-card.tsx')).FindingsCard);
