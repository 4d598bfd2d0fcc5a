import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { portalForThisFile } from './portal.ts';

const portal = portalForThisFile();

const field = (page: Page) => page.getByRole('combobox', { name: 'Your name or your team' });

async function sayWho(page: Page, letters: string): Promise<void> {
  await field(page).fill(letters);
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
}

test('who says who they are sees their own things first, and the chat of the owner a click away', async ({ page }) => {
  await page.goto(portal.url);
  await sayWho(page, 'quill');
  const mine = page.getByRole('region', { name: 'Yours', exact: true });
  const row = mine.getByRole('listitem').filter({ hasText: 'Needle Drop' });
  await expect(row).toContainText('service');
  await expect(row).toContainText('production');
  await expect(row.getByRole('link', { name: 'Playback', exact: true })).toBeVisible();
  await expect(row.getByRole('link', { name: /#playback/ })).toHaveAttribute(
    'href',
    'https://chat.example.org/playback',
  );
  await expect(page.getByRole('region', { name: 'Findings of what is yours' })).toContainText('No findings');

  await page.reload();
  await expect(row).toBeVisible();
  await mine.getByRole('button', { name: /Systems/ }).click();
  await expect(mine.getByRole('link', { name: 'listening' })).toBeVisible();
  await expect(page).toHaveURL(/mine=system/);
  await mine.getByRole('link', { name: /^All 3/ }).click();
  await expect(page.getByRole('status').filter({ hasText: '3 entities' })).toBeVisible();
});

test('who somebody is can be changed, and taken back, in the identity menu', async ({ page }) => {
  await page.goto(portal.url);
  await sayWho(page, 'playback');
  const menu = page.getByRole('button', { name: 'Playback: identity and help' });
  await menu.click();
  await expect(page.getByText('You are Playback')).toBeVisible();
  await page.getByRole('button', { name: 'Change who you are' }).click();
  await page.getByRole('button', { name: 'Be nobody again' }).click();
  await expect(field(page)).toBeVisible();
  await expect(page.getByRole('region', { name: 'Yours', exact: true })).toBeHidden();
});

test('the question who somebody is can be left unanswered for good', async ({ page }) => {
  await page.goto(portal.url);
  await page.getByRole('button', { name: 'Not now' }).click();
  await expect(field(page)).toBeHidden();
  await page.reload();
  await expect(page.getByRole('region', { name: 'What changed lately' })).toBeVisible();
  await expect(field(page)).toBeHidden();
});

test('there is one field to find things by, the one that every page has', async ({ page }) => {
  await page.goto(portal.url);
  await expect(page.getByRole('region', { name: 'What changed lately' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Find services/ })).toHaveCount(1);
});

test('what one harvest brought in is one line, which opens', async ({ page }) => {
  await page.goto(portal.url);
  const changes = page.getByRole('region', { name: 'What changed lately' });
  await changes.getByRole('button', { name: '3 entities added from org' }).click();
  await expect(changes.getByRole('link', { name: 'ada' })).toBeVisible();
  await changes.getByRole('button', { name: 'Yesterday' }).click();
  await expect(changes.getByText('Nothing changed yesterday.')).toBeVisible();
  await page.reload();
  await expect(changes.getByText('Nothing changed yesterday.')).toBeVisible();
});

test('stars and what was opened lately are on the home page', async ({ page }) => {
  await page.goto(`${portal.url}/catalog?kind=component`);
  await expect(page.locator('[data-row="0"]')).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('s');
  await page.goto(portal.url);
  const starred = page.getByRole('region', { name: 'Starred' });
  await expect(starred.getByRole('link', { name: 'lantern', exact: true })).toBeVisible();
});

test('an empty portal says what it is, and offers the three first jobs', async ({ page }) => {
  await page.route('**/api/catalog/entity-facets**', (route) => route.fulfill({ json: { facets: { kind: [] } } }));
  await page.goto(portal.url);
  await expect(page.getByRole('heading', { level: 1, name: 'Welcome to Callboard' })).toBeVisible();
  await page.getByRole('button', { name: 'Show an example' }).click();
  await expect(page.getByText('kind: Component')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Check a file' })).toBeVisible();
  await page.getByRole('link', { name: 'Add a folder' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
});

test('the built-in example says that it is one, until somebody has read it', async ({ page }) => {
  await page.route('**/api/callboard/portal', (route) => route.fulfill({ json: { isExample: true } }));
  await page.goto(portal.url);
  await expect(page.getByText('A made-up company')).toBeVisible();
  await page.getByRole('button', { name: 'Do not show this again' }).click();
  await page.reload();
  await expect(page.getByRole('region', { name: 'What changed lately' })).toBeVisible();
  await expect(page.getByText('A made-up company')).toBeHidden();
});

test('a portal of somebody’s own code does not say that it is an example', async ({ page }) => {
  await page.goto(portal.url);
  await expect(page.getByRole('region', { name: 'What changed lately' })).toBeVisible();
  await expect(page.getByText('A made-up company')).toBeHidden();
});
