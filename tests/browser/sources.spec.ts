import { expect, test } from '@playwright/test';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { portalForThisFile } from './portal.ts';

const portal = portalForThisFile();
const names = ['amp', 'bass', 'cello', 'drum', 'echo'];

function writeComponents() {
  for (const name of names) {
    mkdirSync(join(portal.elsewhere, name));
    const needs = name === 'amp' ? '  dependsOn: [component:cello]\n' : '';
    const text = `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: ${name}\nspec:\n  type: service\n  lifecycle: production\n  owner: playback\n${needs}`;
    writeFileSync(join(portal.elsewhere, name, 'catalog-info.yaml'), text);
  }
}

test('a source is previewed, added, harvested, and a large removal waits for a person', async ({ page }) => {
  writeComponents();
  await page.goto(`${portal.url}/sources`);
  await page.getByRole('button', { name: 'Add source' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Folder').fill(portal.elsewhere);
  await dialog.getByRole('button', { name: 'Preview' }).click();
  await expect(dialog.getByText('It would bring in 5 entities.')).toBeVisible();
  await expect(dialog.getByText('5 new')).toBeVisible();
  await expect(dialog.getByRole('listitem').filter({ hasText: 'cello' })).toContainText('playback');
  await dialog.getByRole('button', { name: 'Add source' }).click();
  await expect(dialog).toBeHidden();

  const source = page
    .getByRole('region', { name: 'Added here' })
    .getByRole('listitem')
    .filter({ hasText: portal.elsewhere })
    .first();
  await expect(source.getByText('5 entities', { exact: true })).toBeVisible();
  await expect(source.getByText('Up to date')).toBeVisible();

  for (const name of names.slice(1)) rmSync(join(portal.elsewhere, name), { recursive: true });
  await source.getByRole('button', { name: 'Harvest now' }).click();
  await expect(source.getByText(/no longer found 4 entities/)).toBeVisible();
  await source.getByRole('button', { name: 'Review removal' }).click();
  const review = page.getByRole('dialog');
  const goes = review.getByRole('listitem').filter({ hasText: 'cello' });
  await expect(goes.getByRole('link', { name: 'playback' })).toBeVisible();
  // What stays, and needs it, is named.
  await expect(goes.getByRole('link', { name: 'amp' })).toBeVisible();
  await expect(review.getByText(/amp/).first()).toBeVisible();
  await review.getByRole('button', { name: 'Remove 4 entities' }).click();
  await expect(review).toBeHidden();
  await expect(source.getByText('1 entity', { exact: true })).toBeVisible();

  await page.goto(`${portal.url}/catalog?text=cello`);
  await expect(page.getByText('Nothing matches')).toBeVisible();
});

test('a folder that does not exist is refused with the reason', async ({ page }) => {
  await page.goto(`${portal.url}/sources?add=folder`);
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Folder').fill('/no/such/folder');
  await dialog.getByRole('button', { name: 'Preview' }).click();
  await expect(
    dialog
      .getByRole('alert')
      .or(dialog.getByText(/\/no\/such\/folder/))
      .first(),
  ).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Add source' })).toBeDisabled();
});

test('a preview says plainly what the catalog has already, and how a private repository could be read', async ({
  page,
}) => {
  await page.goto(`${portal.url}/sources?add=folder`);
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Folder').fill(portal.repositories);
  await dialog.getByRole('button', { name: 'Preview' }).click();
  await expect(dialog.getByText(/from these very files/)).toBeVisible();

  await page.goto(`${portal.url}/sources?add=git`);
  await dialog.getByLabel('Git URL').fill('https://git.invalid/team/service.git');
  await dialog.getByRole('button', { name: 'Preview' }).click();
  await expect(dialog.getByText('token: ${GIT_INVALID_TOKEN}')).toBeVisible();
});

test('findings are grouped, and each shows its line', async ({ page }) => {
  await page.goto(`${portal.url}/findings`);
  await page.getByLabel('Group', { exact: true }).selectOption('By code');
  await expect(page).toHaveURL(/group=code/);
  await page.getByRole('button', { name: /yaml-tab/ }).click();
  await page.getByRole('button', { name: 'Show the lines' }).first().click();
  await expect(page.getByRole('region', { name: /catalog-info\.yaml:7/ })).toBeVisible();
});
