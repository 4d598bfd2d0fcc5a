import { lazyView } from '@callboard/plugin/web';

export const SearchPage = lazyView(async () => (await import('./views/search-page.tsx')).SearchPage);
export const Palette = lazyView(async () => (await import('./views/palette.tsx')).Palette);
