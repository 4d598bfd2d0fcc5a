import { lazyView } from '@callboard/plugin/web';

export const IncidentStart = lazyView(async () => (await import('./views/incident-start.tsx')).IncidentStart);
export const IncidentPage = lazyView(async () => (await import('./views/incident-page.tsx')).IncidentPage);
export const IncidentTab = lazyView(async () => (await import('./views/incident-tab.tsx')).IncidentTab);
export const IncidentCard = lazyView(async () => (await import('./views/incident-card.tsx')).IncidentCard);
