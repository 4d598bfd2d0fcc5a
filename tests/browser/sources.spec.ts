import { expect, test } from '@playwright/test';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { portalForThisFile } from './portal.ts';

const portal = portalForThisFile();
const names = ['amp', 'bass', 'cello', 'drum', 'echo'];

function writeComponents() {
  for (const name of names) {
    mkdirSync(join(portal.elsewhere, name));
    const text = `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: ${name}\nspec:\n  type: service\n  lifecycle: production\n  owner: playback\n`;
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
  await expect(dialog.getByText('cello')).toBeVisible();
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
  await source.getByRole('button', { name: 'Confirm removal' }).click();
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
