/** The overview and the cards on it, in one chunk: they are always shown together. */
export { AboutCard } from './about-card.tsx';
export { AnnotationsCard } from './annotations-card.tsx';
export { DomainsCard } from './domains-card.tsx';
export { FindingsCard } from './findings-card.tsx';
export { LinksCard } from './links-card.tsx';
export { LocationCard } from './location-card.tsx';
export { MembersCard } from './members-card.tsx';
export { OverviewTab } from './overview-tab.tsx';
export { OwnedCard } from './owned-card.tsx';
export { OwnedFindingsCard } from './owned-findings-card.tsx';
export { OwnerCard } from './owner-card.tsx';
export { PersonCard } from './person-card.tsx';
export { RelationsCard } from './relations-card.tsx';
export { TeamDependenciesCard } from './team-dependencies-card.tsx';
export { TeamTreeCard } from './team-tree-card.tsx';
