import { expect, test } from '@playwright/test';
import type { Contributions } from '@callboard/core';
import { portalForThisFile } from './portal.ts';

interface PluginItem {
  contributes: Contributions;
}

const portal = portalForThisFile();

test('a view that fails says so in its own place, names its plugin, and leaves the rest alone', async ({ page }) => {
  await page.route('**/api/callboard/plugins', async (route) => {
    const response = await route.fetch();
    const body = (await response.json()) as { items: PluginItem[] };
    const [first] = body.items;
    if (!first) throw new Error('The portal runs no plugin.');
    const card = { id: 'wobbly', title: 'Wobbly', view: 'WobblyCard', place: 'main' as const, order: 5 };
    const contributes = {
      ...first.contributes,
      pages: [],
      navItems: [],
      entityTabs: [],
      homeWidgets: [],
      entityCards: [card],
    };
    await route.fulfill({
      response,
      json: { items: [...body.items, { ...first, id: 'wobbly', name: 'Wobbly', contributes }] },
    });
  });
  await page.goto(`${portal.url}/catalog/default/component/needle-drop`);
  const card = page.getByRole('region', { name: 'Wobbly' });
  await expect(card.getByText('A view of the plugin “Wobbly” failed')).toBeVisible();
  await expect(card.getByRole('button', { name: 'Try again' })).toBeVisible();
  await expect(page.getByText('Answers the tap on a song.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Relations' })).toBeVisible();
});

test('where guests are not let in, a token opens the portal and a wrong one is refused', async ({ page }) => {
  await page.route('**/api/auth/guest/refresh', (route) => route.fulfill({ status: 404, body: '{}' }));
  await page.goto(`${portal.url}/catalog`);
  await page.getByLabel('API token').fill('not-the-token');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('The server does not accept this token.')).toBeVisible();
  await page.getByLabel('API token').fill(portal.token);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('link', { name: 'Needle Drop' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('link', { name: 'Needle Drop' })).toBeVisible();
});

test('a broken live stream is told quietly, and its return brings what was missed', async ({ page }) => {
  let broken = true;
  await page.route('**/api/callboard/events**', (route) => (broken ? route.abort() : route.continue()));
  await page.goto(`${portal.url}/catalog`);
  await expect(page.getByText('Not live')).toBeVisible();
  broken = false;
  await expect(page.getByText('Not live')).toBeHidden({ timeout: 30_000 });
});

test('the theme can be chosen and is kept', async ({ page }) => {
  await page.goto(portal.url);
  const root = page.locator('html');
  const button = page.getByRole('button', { name: /Change the theme/ });
  await button.click();
  await expect(root).toHaveAttribute('data-mantine-color-scheme', 'light');
  await button.click();
  await expect(root).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await page.reload();
  await expect(root).toHaveAttribute('data-mantine-color-scheme', 'dark');
});

test('a link with a script in it is no link', async ({ page }) => {
  await page.route('**/entities/by-name/component/default/needle-drop', async (route) => {
    const response = await route.fetch();
    const entity = await response.json();
    entity.metadata.links.push({ url: 'javascript:alert(1)', title: 'Harmless' });
    await route.fulfill({ response, json: entity });
  });
  await page.goto(`${portal.url}/catalog/default/component/needle-drop`);
  await expect(page.getByText('Harmless').first()).toBeVisible();
  await expect(page.getByRole('link', { name: 'Harmless' })).toHaveCount(0);
});

test('nonsense in an address breaks no page', async ({ page }) => {
  await page.goto(`${portal.url}/catalog?owner=:&kind=%00&sort=-&text=${'x'.repeat(500)}`);
  await expect(page.getByText('Nothing matches')).toBeVisible();
  await page.goto(`${portal.url}/findings?entityRef=no-ref-at-all&level=nonsense`);
  await expect(page.getByRole('heading', { level: 1, name: 'Findings' })).toBeVisible();
  await expect(page.getByText('A view of the plugin')).toBeHidden();
});

test('a page whose code could not be fetched says so, and comes with the next try', async ({ page }) => {
  await page.goto(portal.url);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.route('**/assets/**', (route) => route.abort());
  await page.getByRole('link', { name: 'Sources' }).click();
  await expect(page.getByText('This page could not be loaded')).toBeVisible();
  await page.unroute('**/assets/**');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sources' })).toBeVisible();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test('what does not fit into the bar at the bottom is in a sheet above it', async ({ page }) => {
    await page.goto(portal.url);
    const bar = page.getByRole('navigation', { name: 'Main' });
    await expect(bar.getByRole('link', { name: 'Catalog' })).toBeVisible();
    await expect(bar.getByRole('link', { name: 'Sources' })).toBeHidden();
    await bar.getByRole('button', { name: 'More' }).click();
    await page.keyboard.press('Escape');
    await expect(bar.getByRole('link', { name: 'Sources' })).toBeHidden();
    await bar.getByRole('button', { name: 'More' }).click();
    await bar.getByRole('link', { name: 'Sources' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Sources' })).toBeVisible();
    await expect(bar.getByRole('link', { name: 'Sources' })).toBeHidden();
  });
});
