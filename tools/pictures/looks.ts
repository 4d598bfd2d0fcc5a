import type { Theme } from './views.ts';

/** How a view is looked at. */
export interface Look {
  theme: Theme;
  size: 'wide' | 'narrow' | 'zoomed';
}

/** `zoomed` is the wide window at 200 %: half as many pixels of the page, each twice as large. */
export const sizes = {
  wide: { viewport: { width: 1280, height: 760 }, deviceScaleFactor: 1 },
  narrow: { viewport: { width: 360, height: 740 }, deviceScaleFactor: 1 },
  zoomed: { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 },
} as const satisfies Record<Look['size'], { viewport: { width: number; height: number }; deviceScaleFactor: number }>;

export const allLooks: readonly Look[] = (['wide', 'narrow', 'zoomed'] as const).flatMap((size) =>
  (['light', 'dark'] as const).map((theme) => ({ theme, size })),
);

/** A picture of the guide is named by its theme alone: it is always wide. */
export function fileNameOf(view: string, { theme, size }: Look): string {
  return size === 'wide' ? `${view}-${theme}.png` : `${view}-${theme}-${size}.png`;
}
