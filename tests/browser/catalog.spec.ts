import { expect, test } from '@playwright/test';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { portalForThisFile } from './portal.ts';

const portal = portalForThisFile();

test('from the list to an owner: filter, open, one click', async ({ page }) => {
  await page.goto(`${portal.url}/catalog`);
  await page.getByLabel('Filter the list by text').fill('tap on a song');
  await expect(page.getByRole('status').filter({ hasText: '1 entity' })).toBeVisible();
  await page.getByRole('link', { name: 'Needle Drop' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Needle Drop' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Depends on' }).getByRole('link', { name: 'lantern' })).toBeVisible();
  await page.getByRole('banner').or(page.locator('header')).getByRole('link', { name: 'playback' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'Playback' })).toBeVisible();
  await expect(
    page.getByRole('region', { name: 'Owns' }).getByRole('link', { name: 'Needle Drop' }).first(),
  ).toBeVisible();
});

test('a saved file shows in an open page, without reloading it', async ({ page }) => {
  await page.goto(`${portal.url}/catalog/default/component/needle-drop`);
  await expect(page.getByText('Answers the tap on a song.')).toBeVisible();
  await page.evaluate(() => document.body.setAttribute('data-same-page', 'yes'));
  const file = join(portal.repositories, 'needle-drop/catalog-info.yaml');
  const before = readFileSync(file, 'utf8');
  writeFileSync(file, before.replace('Answers the tap on a song.', 'Answers within 80 milliseconds.'));
  await expect(page.getByText('Answers within 80 milliseconds.')).toBeVisible();
  await expect(page.locator('body')).toHaveAttribute('data-same-page', 'yes');

  await page.getByRole('link', { name: 'History' }).click();
  await expect(page.locator('ins').filter({ hasText: 'Answers within 80 milliseconds.' })).toBeVisible();

  writeFileSync(file, before);
  await expect(page.locator('del').filter({ hasText: 'Answers within 80 milliseconds.' })).toBeVisible();
});

test('a broken edit keeps the last good version and says so', async ({ page }) => {
  await page.goto(`${portal.url}/catalog/default/component/lantern`);
  await expect(page.getByRole('heading', { level: 1, name: 'lantern' })).toBeVisible();
  const file = join(portal.repositories, 'lantern/catalog-info.yaml');
  const before = readFileSync(file, 'utf8');
  writeFileSync(file, before.replace('  type: website', '\ttype: website'));
  await expect(page.getByText('This is the last good version.')).toBeVisible();
  writeFileSync(file, before);
  await expect(page.getByText('This is the last good version.')).toBeHidden();
});

test('facets narrow the list, count exactly, and live in the URL', async ({ page }) => {
  await page.goto(`${portal.url}/catalog`);
  const kinds = page.getByRole('group', { name: 'Kind' });
  await kinds.getByRole('checkbox', { name: /Component/ }).check();
  await expect(page).toHaveURL(/kind=component/);
  await expect(page.getByRole('status').filter({ hasText: '2 entities' })).toBeVisible();
  await expect(kinds.getByRole('checkbox', { name: /API/ })).toBeVisible();
  await page
    .getByRole('group', { name: 'Lifecycle' })
    .getByRole('checkbox', { name: /experimental/ })
    .check();
  await expect(page.getByRole('status').filter({ hasText: '1 entity' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('link', { name: 'lantern', exact: true })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('status').filter({ hasText: '2 entities' })).toBeVisible();
});

test('kinds go by the names that people have for them', async ({ page }) => {
  const folder = join(portal.repositories, 'skills');
  mkdirSync(folder);
  const skill = 'apiVersion: backstage.io/v1alpha1\nkind: AiResource\nmetadata: { name: tuning }\n';
  writeFileSync(
    join(folder, 'catalog-info.yaml'),
    `${skill}spec: { type: skill, lifecycle: production, owner: playback }\n`,
  );
  await page.goto(`${portal.url}/catalog?kind=airesource&kind=component`);
  await expect(page.getByRole('row').filter({ hasText: 'tuning' })).toContainText('AI resource');
  await expect(page.getByRole('group', { name: 'Kind' }).getByRole('checkbox', { name: /^AI resource/ })).toBeChecked();
  await expect(page.getByRole('button', { name: 'Kind AI resource Remove the filter' })).toBeVisible();
  await expect(page.getByText('AiResource')).toHaveCount(0);
  rmSync(folder, { recursive: true });
  await expect(page.getByRole('row').filter({ hasText: 'tuning' })).toHaveCount(0);
});

test('the path above a title ends with its last step', async ({ page }) => {
  await page.goto(`${portal.url}/catalog/default/component/needle-drop`);
  const steps = page.getByRole('navigation', { name: 'What it is part of' }).getByRole('listitem');
  await expect(steps).toHaveText(['listening']);
  expect(await steps.last().evaluate((step) => getComputedStyle(step, '::after').content)).toBe('none');
});

test('conflicts can be narrowed down to what is the viewer’s', async ({ page }) => {
  const folder = join(portal.repositories, 'rival');
  mkdirSync(folder);
  const rivals = ['lantern', 'needle-drop'].map(
    (name) =>
      `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: ${name} }\nspec: { type: service, lifecycle: production, owner: playback }\n`,
  );
  writeFileSync(join(folder, 'catalog-info.yaml'), rivals.join('---\n'));
  await page.goto(`${portal.url}/findings?show=conflicts`);
  const conflicts = page.getByRole('listitem').filter({ hasText: 'These files declare the same entity' });
  await expect(conflicts).toHaveCount(2);
  await expect(page.getByRole('checkbox', { name: 'Only mine' })).toHaveCount(0);
  await page.evaluate(() => localStorage.setItem('callboard.me', JSON.stringify(['group:default/playback'])));
  await page.reload();
  await page.getByRole('checkbox', { name: 'Only mine' }).check();
  await expect(conflicts).toHaveCount(1);
  await expect(conflicts).toContainText('needle-drop');
  await expect(page).toHaveURL(/show=conflicts&mine=1/);
  await expect(page.getByRole('link', { name: 'Conflicts 1' })).toBeVisible();
  rmSync(folder, { recursive: true });
  await expect(page.getByText('No name of what is yours is claimed twice')).toBeVisible();
});

test('a deep link to what does not exist says where to ask', async ({ page }) => {
  await page.goto(`${portal.url}/catalog/default/component/nowhere`);
  await page.getByRole('link', { name: 'Find out why' }).click();
  await expect(page).toHaveURL(/where\?target=component:default\/nowhere/);
});

test('many open tabs share one stream, and go on when the one that reads it is closed', async ({ context }) => {
  const file = join(portal.repositories, 'needle-drop/catalog-info.yaml');
  const before = readFileSync(file, 'utf8');
  const pages = [];
  // More than the six connections that a browser opens to a host.
  for (let tab = 0; tab < 7; tab += 1) {
    const page = await context.newPage();
    await page.goto(`${portal.url}/catalog/default/component/needle-drop`);
    await expect(page.getByText('Answers the tap on a song.').first()).toBeVisible();
    pages.push(page);
  }
  await pages[0]!.close();
  writeFileSync(file, before.replace('Answers the tap on a song.', 'Answers all tabs.'));
  await expect(pages[6]!.getByText('Answers all tabs.').first()).toBeVisible();
  await expect(pages[1]!.getByText('Answers all tabs.').first()).toBeVisible();
  writeFileSync(file, before);
});

test('addresses as people know them from elsewhere are understood', async ({ page }) => {
  await page.goto(`${portal.url}/catalog?filters[kind]=component&filters[owners][0]=playback&filters[user]=all`);
  await expect(page.getByRole('status').filter({ hasText: '1 entity' })).toBeVisible();
  await expect(page).toHaveURL(`${portal.url}/catalog?kind=component&owner=group:default/playback`);
});

test('what has no owner is found, and every chosen filter can be taken away above the list', async ({ page }) => {
  await page.goto(`${portal.url}/catalog?kind=component&kind=user`);
  await page
    .getByRole('group', { name: 'Owner' })
    .getByRole('checkbox', { name: /No owner/ })
    .check();
  await expect(page.getByRole('status').filter({ hasText: '1 entity' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Ada Quill' })).toBeVisible();
  await page.getByRole('button', { name: 'Owner No owner Remove the filter' }).click();
  await page.getByRole('button', { name: 'Kind User Remove the filter' }).click();
  await expect(page).toHaveURL(`${portal.url}/catalog?kind=component`);
  await page.getByRole('button', { name: 'Clear all filters' }).click();
  await expect(page).toHaveURL(`${portal.url}/catalog`);
});

test('sorted by a field that few have, the list still holds everything', async ({ page }) => {
  await page.goto(`${portal.url}/catalog`);
  await page.getByRole('button', { name: 'Lifecycle', exact: true }).last().click();
  await expect(page).toHaveURL(/sort=spec.lifecycle/);
  await expect(page.locator('[data-row="0"]')).toHaveText('lantern');
  await expect(page.getByRole('status').filter({ hasText: '6 entities' })).toBeVisible();
});

test('columns are chosen for a kind, remembered, and in the address', async ({ page }) => {
  await page.goto(`${portal.url}/catalog?kind=component`);
  await page.getByRole('button', { name: 'Columns' }).click();
  const dialog = page.getByRole('dialog', { name: 'Columns' });
  await dialog.getByLabel('Find a field').fill('tier');
  await dialog.getByRole('button', { name: /metadata.labels.callboard.dev\/tier/ }).click();
  await dialog.getByRole('button', { name: 'Remove System' }).click();
  await page.keyboard.press('Escape');
  const head = page.getByRole('columnheader');
  await expect(head).toContainText(['Name', 'Type', 'Owner', 'Lifecycle', 'Description', 'callboard.dev/tier']);
  await expect(page).toHaveURL(/columns=spec.type,.*tier/);
  await page.goto(`${portal.url}/catalog?kind=component`);
  await expect(page.getByRole('row').filter({ hasText: 'Needle Drop' }).getByRole('cell').last()).toHaveText('1');
  await page.goto(`${portal.url}/catalog?kind=api`);
  await expect(page.locator('[data-row="0"]')).toBeVisible();
  await expect(head.filter({ hasText: 'tier' })).toHaveCount(0);
});

test('any field can become a filter', async ({ page }) => {
  await page.goto(`${portal.url}/catalog`);
  await page.getByRole('button', { name: 'Filter by another field' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /callboard.dev\/tier/ })
    .click();
  await page.getByRole('group', { name: 'callboard.dev/tier' }).getByRole('checkbox', { name: /^1/ }).check();
  await expect(page.getByRole('status').filter({ hasText: '1 entity' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('link', { name: 'Needle Drop' })).toBeVisible();
});

test('an export holds what the list holds', async ({ page }) => {
  await page.goto(`${portal.url}/catalog?kind=component&text=needle`);
  await expect(page.locator('[data-row="0"]')).toBeVisible();
  await page.getByRole('button', { name: 'Export' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'CSV, for spreadsheets' }).click(),
  ]);
  const lines = readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\r\n');
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain('Component,default,needle-drop,Needle Drop');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test('the filters are a sheet over the list', async ({ page }) => {
    await page.goto(`${portal.url}/catalog`);
    await page.getByRole('button', { name: 'Filters' }).click();
    const sheet = page.getByRole('dialog', { name: 'Narrow down' });
    await sheet.getByRole('checkbox', { name: /Component/ }).check();
    await sheet.getByRole('button', { name: 'Show 2 entities' }).click();
    await expect(sheet).toBeHidden();
    await expect(page.getByRole('button', { name: 'Filters (1)' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'lantern', exact: true })).toBeVisible();
  });
});
