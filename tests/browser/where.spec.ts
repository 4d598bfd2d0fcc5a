import { expect, test } from '@playwright/test';
import { portalForThisFile } from './portal.ts';

const portal = portalForThisFile();

test('says where a repository got stuck, with the exact line and what to do', async ({ page }) => {
  await page.goto(portal.url);
  await page.getByRole('link', { name: 'Where is my repo?' }).click();
  await page.getByLabel('Repository, file or entity').fill(`${portal.repositories}/broken`);
  await page.keyboard.press('Enter');
  const answer = page.getByRole('region', { name: 'Answer' });
  await expect(answer.getByText(/catalog-info\.yaml:7/).first()).toBeVisible();
  await expect(answer.locator('li[data-ok="false"]')).toHaveCount(1);
  await expect(answer.getByRole('region', { name: 'catalog-info.yaml:7' })).toBeVisible();
  await expect(answer.locator('li[data-reached="false"]').last()).toContainText('It is in the catalog');
  await expect(page).toHaveURL(/target=/);
});

test('finds what is there', async ({ page }) => {
  await page.goto(`${portal.url}/where?target=component:default/needle-drop`);
  const answer = page.getByRole('region', { name: 'Answer' });
  await expect(answer.getByRole('link', { name: 'Needle Drop' })).toBeVisible();
  await expect(answer.locator('li[data-ok="false"]')).toHaveCount(0);
});
