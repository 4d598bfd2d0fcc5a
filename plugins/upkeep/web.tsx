import { lazyView } from '@callboard/plugin/web';

export const UpkeepPage = lazyView(async () => (await import('./views/upkeep-page.tsx')).UpkeepPage);
export const UpkeepTab = lazyView(async () => (await import('./views/upkeep-tab.tsx')).UpkeepTab);
export const CompletenessCard = lazyView(async () => (await import('./views/completeness-card.tsx')).CompletenessCard);
export const MineWidget = lazyView(async () => (await import('./views/mine-widget.tsx')).MineWidget);
