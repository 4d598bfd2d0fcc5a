import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { looksRight } from './axe.ts';
import { portalForThisFile } from './portal.ts';

const portal = portalForThisFile();

async function openPalette(page: Page) {
  await page.goto(portal.url);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Search' });
  await expect(palette.getByRole('combobox')).toBeFocused();
  return palette;
}

/** Waits until everything that was harvested is found. */
test.beforeEach(async ({ request }) => {
  const headers = { authorization: `Bearer ${portal.token}` };
  await expect
    .poll(async () => (await (await request.get(`${portal.url}/api/search/state`, { headers })).json()).documents, {
      timeout: 30_000,
    })
    .toBeGreaterThan(4);
});

test('a service is found by its name and opened without a mouse', async ({ page }) => {
  const palette = await openPalette(page);
  await page.keyboard.type('needle');
  await expect(palette.getByRole('option', { selected: true })).toContainText('Needle Drop');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/catalog\/default\/\w+\/needle-drop$/);
  await expect(palette).toBeHidden();
});

test('Enter before the answer is there opens the first of what comes', async ({ page }) => {
  await openPalette(page);
  await page.keyboard.type('lantern');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/catalog\/default\/component\/lantern$/);
});

test('a service is found by what it is for, and its owner’s channel opens from there', async ({ page, context }) => {
  await context.route('https://chat.example.org/**', (route) => route.fulfill({ body: 'chat' }));
  const palette = await openPalette(page);
  await page.keyboard.type('answers the tap');
  await expect(palette.getByRole('option', { selected: true })).toContainText('Needle Drop');
  const opened = context.waitForEvent('page');
  await page.keyboard.press('Control+Enter');
  expect((await opened).url()).toBe('https://chat.example.org/playback');
});

test('a team is found by its name, and arrow keys go round the list', async ({ page }) => {
  const palette = await openPalette(page);
  await page.keyboard.type('playback');
  await expect(palette.getByRole('option').first()).toContainText('Playback');
  await page.keyboard.press('ArrowUp');
  await expect(palette.getByRole('option', { selected: true })).toContainText('Search everything for “playback”');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/search\?query=playback$/);
  await expect(page.getByRole('listitem').filter({ hasText: 'Starts every song' })).toBeVisible();
});

test('without a term there are recent things, pages and commands', async ({ page }) => {
  await page.goto(`${portal.url}/catalog/default/component/lantern`);
  await expect(page.getByText('The light that shows what is playing').first()).toBeVisible();
  const palette = await openPalette(page);
  await expect(palette.getByRole('group', { name: 'Recent' }).getByRole('option')).toContainText('lantern');
  await palette.getByRole('option', { name: 'Use the dark theme' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('sour');
  await expect(palette.getByRole('option', { name: 'Sources' })).toBeVisible();
});

test('nothing found says so, and asks where the repository is', async ({ page }) => {
  const palette = await openPalette(page);
  await page.keyboard.type('qqzzxxv');
  await expect(palette.getByText('Nothing found for “qqzzxxv”').first()).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/where\?target=qqzzxxv$/);
});

test('Escape closes the palette and gives the focus back', async ({ page }) => {
  await page.goto(portal.url);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const box = page.getByRole('banner').getByRole('button', { name: /Find services/ });
  await box.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Search' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Search' })).toBeHidden();
  await expect(box).toBeFocused();
});

test('the page of results keeps term and filters in its address, and names owner and channel', async ({ page }) => {
  await page.goto(`${portal.url}/search?query=needle`);
  const hits = page.getByRole('region', { name: 'Results' }).getByRole('listitem');
  await expect(hits).toHaveCount(2);
  await expect(
    hits
      .first()
      .getByRole('link', { name: /chat|#|Playback/i })
      .first(),
  ).toBeVisible();
  await page.getByRole('checkbox', { name: /^API/ }).check();
  await expect(page).toHaveURL(/filters%5Bkind%5D=API|filters\[kind\]=API/);
  await expect(hits).toHaveCount(1);
  await page.reload();
  await expect(hits).toHaveCount(1);
  await page.goBack();
  await expect(hits).toHaveCount(2);
  await page.getByLabel('Search for').fill('qqzzxxv');
  await expect(page.getByText('Nothing found for “qqzzxxv”')).toBeVisible();
});

test('palette and page are free of accessibility violations and do not scroll sideways', async ({ page }) => {
  test.setTimeout(120_000);
  const palette = await openPalette(page);
  await looksRight(page, 'palette', () => expect(palette.getByRole('option').first()).toBeVisible());
  await page.keyboard.type('playback');
  await looksRight(page, 'palette with hits', () =>
    expect(palette.getByRole('option').first()).toContainText('Playback'),
  );
  await page.goto(`${portal.url}/search?query=playback`);
  const results = page.getByRole('region', { name: 'Results' }).getByRole('listitem');
  await looksRight(page, 'results', () => expect(results.first()).toBeVisible());
  await page.goto(`${portal.url}/search?query=qqzzxxv`);
  await looksRight(page, 'no results', () => expect(page.getByText('Nothing found').first()).toBeVisible());
});

test('what is typed before the palette is there is not lost', async ({ page }) => {
  await page.route(/palette.*\.js/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await route.continue();
  });
  await page.goto(portal.url);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('needle', { delay: 30 });
  await expect(page.getByRole('dialog').getByRole('combobox')).toHaveValue('needle');
  await page.keyboard.type(' drop');
  await expect(page.getByRole('dialog').getByRole('combobox')).toHaveValue('needle drop');
});
