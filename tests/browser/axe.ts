/** What every view has to hold to: nothing that axe complains about, in both themes, and no scrolling sideways, wide and narrow. */
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import axe from 'axe-core';
import type { RunOptions } from 'axe-core';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const everything: RunOptions = { runOnly: { type: 'tag', values: tags } };
/** What can be otherwise where there is little room: other things are shown, closer together. */
const narrowRules = [
  'target-size',
  'button-name',
  'link-name',
  'label',
  'list',
  'listitem',
  'aria-hidden-focus',
  'scrollable-region-focusable',
];
const whenNarrow: RunOptions = { runOnly: { type: 'rule', values: narrowRules } };
/** The only rule that another theme can break: it changes colours and nothing else. */
const colours: RunOptions = { runOnly: { type: 'rule', values: ['color-contrast'] } };

const sizes = [
  { width: 1280, height: 800 },
  { width: 360, height: 740 },
] as const;

async function complaints(page: Page, options: RunOptions): Promise<string[]> {
  // The ready-made runner opens a page for every question; asked inside the page it is twenty times faster.
  for (const frame of page.frames()) {
    if (!(await frame.evaluate(() => 'axe' in globalThis))) await frame.evaluate(axe.source);
    // Frames of an origin of their own are asked as well; otherwise axe would see nothing in them, and say nothing.
    await frame.evaluate(() =>
      (globalThis as unknown as { axe: typeof axe }).axe.configure({ allowedOrigins: ['<unsafe_all_origins>'] }),
    );
  }
  const { violations } = await page.evaluate(
    (wanted) =>
      (globalThis as unknown as { axe: typeof axe }).axe.run(document, { ...wanted, resultTypes: ['violations'] }),
    options,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${String(node.target)} ${node.html.slice(0, 200)}`),
  );
}

async function turn(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  // Without this, colours of the other theme would be looked at twice, and those of this one never.
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
}

/**
 * Looks at the page as it stands, at 1280 px in both themes, and at 360 px.
 * `isReady` waits until the page shows what it is about; it is asked after every change of size.
 */
export async function looksRight(page: Page, name: string, isReady: () => Promise<unknown>): Promise<void> {
  for (const size of sizes) {
    const look = `${name} at ${size.width} px`;
    await page.setViewportSize(size);
    await turn(page, 'light');
    await isReady();
    expect.soft(await complaints(page, size === sizes[0] ? everything : whenNarrow), look).toEqual([]);
    const tooWide = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect.soft(tooWide, `${look}: pixels too wide`).toBe(0);
    // The same colours stand on a narrow page.
    if (size !== sizes[0]) continue;
    await turn(page, 'dark');
    expect.soft(await complaints(page, colours), `${look} in the dark`).toEqual([]);
  }
}

/** Goes to another page without loading the portal anew, as a link would: with many pages to look at, most of the time went there. */
export async function goInside(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState(null, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  }, path);
}
