import { expect, test } from '@playwright/test';
import { portalForThisFile } from './portal.ts';

const portal = portalForThisFile();

test('the skip link comes first and leads to the content', async ({ page }) => {
  await page.goto(portal.url);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('#main')).toBeFocused();
});

test('g c, slash, j, k and o find and open an entity without a mouse', async ({ page }) => {
  await page.goto(portal.url);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await expect(page).toHaveURL(/\/catalog$/);
  await expect(page.locator('[data-row="0"]')).toBeVisible();
  await page.keyboard.press('/');
  await expect(page.getByLabel('Filter the list by text')).toBeFocused();
  await page.keyboard.type('needle');
  await expect(page.getByRole('status').filter({ hasText: '2 entities' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await expect(page.locator('[data-row="1"]')).toBeFocused();
  await page.keyboard.press('k');
  await expect(page.locator('[data-row="0"]')).toBeFocused();
  await page.keyboard.press('o');
  await expect(page).toHaveURL(/\/catalog\/default\/\w+\/needle-drop$/);
  await page.keyboard.press('g');
  await page.keyboard.press('h');
  await expect(page).toHaveURL(`${portal.url}/`);
});

test('the list of keys opens with ?, and single keys can be switched off there', async ({ page }) => {
  await page.goto(`${portal.url}/catalog`);
  await expect(page.locator('[data-row="0"]')).toBeVisible();
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(dialog.getByText('Next row')).toBeVisible();
  await dialog.getByRole('switch').press('Space');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await page.keyboard.press('j');
  await expect(page.locator('[data-row="0"]')).not.toBeFocused();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});
