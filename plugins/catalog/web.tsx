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
export const OwnerCard = lazyView(async () => (await import('./views/entity/owner-card.tsx')).OwnerCard);
export const AnnotationsCard = lazyView(
  async () => (await import('./views/entity/annotations-card.tsx')).AnnotationsCard,
);
export const LocationCard = lazyView(async () => (await import('./views/entity/location-card.tsx')).LocationCard);
export const OwnedCard = lazyView(async () => (await import('./views/entity/owned-card.tsx')).OwnedCard);
export const MembersCard = lazyView(async () => (await import('./views/entity/members-card.tsx')).MembersCard);
export const TeamTreeCard = lazyView(async () => (await import('./views/entity/team-tree-card.tsx')).TeamTreeCard);
export const TeamDependenciesCard = lazyView(
  async () => (await import('./views/entity/team-dependencies-card.tsx')).TeamDependenciesCard,
);
export const DomainsCard = lazyView(async () => (await import('./views/entity/domains-card.tsx')).DomainsCard);
export const OwnedFindingsCard = lazyView(
  async () => (await import('./views/entity/owned-findings-card.tsx')).OwnedFindingsCard,
);
export const PersonCard = lazyView(async () => (await import('./views/entity/person-card.tsx')).PersonCard);
