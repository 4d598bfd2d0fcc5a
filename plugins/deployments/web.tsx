import { lazyView } from '@callboard/plugin/web';

export const RunsCard = lazyView(async () => (await import('./views/runs-card.tsx')).RunsCard);
export const DeploymentsTab = lazyView(async () => (await import('./views/deployments-tab.tsx')).DeploymentsTab);
export const DeploymentsPage = lazyView(async () => (await import('./views/deployments-page.tsx')).DeploymentsPage);
