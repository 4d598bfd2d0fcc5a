import { lazyView } from '@callboard/plugin/web';

export const HomePage = lazyView(async () => (await import('./views/home/home-page.tsx')).HomePage);
export const CatalogPage = lazyView(async () => (await import('./views/catalog/catalog-page.tsx')).CatalogPage);
export const EntityPage = lazyView(loadEntityPage);
export const WherePage = lazyView(async () => (await import('./views/where/where-page.tsx')).WherePage);
export const FindingsPage = lazyView(async () => (await import('./views/findings/findings-page.tsx')).FindingsPage);
export const SourcesPage = lazyView(async () => (await import('./views/sources/sources-page.tsx')).SourcesPage);

export const SourceTab = lazyView(async () => (await import('./views/entity/source-tab.tsx')).SourceTab);
export const HistoryTab = lazyView(async () => (await import('./views/entity/history-tab.tsx')).HistoryTab);
export const FindingsTab = lazyView(async () => (await import('./views/entity/findings-tab.tsx')).FindingsTab);

export const OverviewTab = lazyView(async () => (await loadOverview()).OverviewTab);
export const AboutCard = lazyView(async () => (await loadOverview()).AboutCard);
export const AnnotationsCard = lazyView(async () => (await loadOverview()).AnnotationsCard);
export const DomainsCard = lazyView(async () => (await loadOverview()).DomainsCard);
export const FindingsCard = lazyView(async () => (await loadOverview()).FindingsCard);
export const LinksCard = lazyView(async () => (await loadOverview()).LinksCard);
export const LocationCard = lazyView(async () => (await loadOverview()).LocationCard);
export const MembersCard = lazyView(async () => (await loadOverview()).MembersCard);
export const OwnedCard = lazyView(async () => (await loadOverview()).OwnedCard);
export const OwnedFindingsCard = lazyView(async () => (await loadOverview()).OwnedFindingsCard);
export const OwnerCard = lazyView(async () => (await loadOverview()).OwnerCard);
export const PersonCard = lazyView(async () => (await loadOverview()).PersonCard);
export const RelationsCard = lazyView(async () => (await loadOverview()).RelationsCard);
export const TeamDependenciesCard = lazyView(async () => (await loadOverview()).TeamDependenciesCard);
export const TeamTreeCard = lazyView(async () => (await loadOverview()).TeamTreeCard);

function loadOverview() {
  return import('./views/entity/overview.ts');
}

/** Nearly every visit begins with the overview: its code is fetched beside that of the page. */
async function loadEntityPage() {
  // Only ahead of time: when it fails, the overview asks again and says why.
  loadOverview().catch(() => undefined);
  return (await import('./views/entity/entity-page.tsx')).EntityPage;
}
