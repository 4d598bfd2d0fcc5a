/** Plugins come and go while the portal runs, and people do it in the browser. */
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PluginWorkshop } from '../contract/support/plugins.ts';
import { looksRight } from './axe.ts';
import { portalForThisFile } from './portal.ts';

const portal = portalForThisFile({
  settings: 'plugins: { disabled: [explore], config: { upkeep: { checkLinks: false } } }\n',
});
const workshop = new PluginWorkshop();
const files = { first: '', second: '', broken: '' };

const greeter = (version: string, sign: string) => ({
  manifest: {
    name: 'Greeter',
    version,
    category: 'docs',
    owner: 'playback',
    config: {
      greeting: { type: 'string', default: 'Hello', description: 'The word every greeting starts with.' },
      times: { type: 'number', default: 1, description: 'How often it greets.' },
      key: { type: 'string', secret: true, description: 'Opens the door.' },
    },
    contributes: {
      permissions: [{ id: 'greeter.read', description: 'Be greeted.' }],
      pages: [{ path: '/greeter', title: 'Greetings', view: 'GreeterPage', permission: 'greeter.read' }],
      navItems: [{ path: '/greeter', title: 'Greetings', icon: 'star' }],
    },
  },
  server: `scope.http.get('/greeting', { permission: 'greeter.read' }, () => ({ text: scope.config.greeting + '${sign}' }));`,
  web: `import { Page, usePluginApi } from '@callboard/plugin/web';
export function GreeterPage() {
  const { data } = usePluginApi('/greeting');
  return <Page title="Greetings"><p>{data?.text}</p></Page>;
}
`,
});

test.beforeAll(async () => {
  const pack = async (name: string, version: string, sign: string) => {
    const content = await workshop.pack('greeter', greeter(version, sign));
    const path = join(workshop.folder, name);
    writeFileSync(path, content);
    return path;
  };
  files.first = await pack('first.tgz', '1.0.0', '.');
  files.second = await pack('second.tgz', '2.0.0', ', and welcome.');
  files.broken = join(workshop.folder, 'broken.tgz');
  writeFileSync(files.broken, 'this is no archive');
});
test.afterAll(() => workshop.delete());

const one = () => `${portal.url}/plugins/greeter`;
const nav = (page: Page) => page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Greetings' });

async function choose(page: Page, file: string, action: 'Install' | 'Update'): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Choose a file').setInputFiles(file);
  await dialog.getByRole('button', { name: action, exact: true }).click();
}

async function expectGreeting(page: Page, text: string): Promise<void> {
  await page.goto(`${portal.url}/greeter`);
  await expect(page.getByText(text, { exact: true })).toBeVisible();
  await page.goto(one());
}

test('a plugin is installed, seen, set, updated, rolled back, switched off and removed, without a restart', async ({
  page,
}) => {
  await page.goto(`${portal.url}/plugins`);
  await page.getByRole('button', { name: 'Install plugin' }).click();
  await choose(page, files.first, 'Install');
  await expect(page.getByRole('heading', { level: 1, name: 'Greeter' })).toBeVisible();
  await expect(page).toHaveURL(one());
  await expect(page.getByText('Version 1.0.0')).toBeVisible();
  await expect(page.getByRole('link', { name: 'playback' })).toBeVisible();
  await nav(page).click();
  await expect(page.getByText('Hello.', { exact: true })).toBeVisible();

  await page.goto(one());
  await page.getByLabel('greeting', { exact: true }).fill('Good day');
  await page.getByLabel('times', { exact: true }).fill('often');
  await expect(page.getByText('Write a number')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save settings' })).toBeDisabled();
  await page.getByLabel('times', { exact: true }).fill('3');
  await page.getByRole('button', { name: 'Enter: key' }).click();
  await page.getByRole('textbox', { name: 'key' }).fill('a-secret-that-stays');
  await page.getByRole('button', { name: 'Save settings' }).click();
  await expect(page.getByText('Is set, and never shown')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('greeting', { exact: true })).toHaveValue('Good day');
  await expect(page.getByLabel('times', { exact: true })).toHaveValue('3');
  expect(await page.content()).not.toContain('a-secret-that-stays');
  await expectGreeting(page, 'Good day.');

  await page.getByRole('button', { name: 'Update' }).click();
  await choose(page, files.second, 'Update');
  await expect(page.getByText('Version 2.0.0')).toBeVisible();
  await expectGreeting(page, 'Good day, and welcome.');

  await page.getByRole('button', { name: 'Go back to 1.0.0' }).click();
  await expect(page.getByText('Version 1.0.0')).toBeVisible();
  await expectGreeting(page, 'Good day.');

  await page.getByRole('button', { name: 'Switch off' }).click();
  await expect(page.getByText('Nothing of it is shown, and none of its code runs.')).toBeVisible();
  await expect(nav(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Switch on' }).click();
  await expect(nav(page)).toBeVisible();

  await page.getByRole('button', { name: 'Remove' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('1 page');
  await dialog.getByLabel('Delete its data').check();
  const remove = dialog.getByRole('button', { name: 'Remove and delete its data' });
  await expect(remove).toBeDisabled();
  await dialog.getByLabel('Type greeter to delete its data').fill('greeter');
  await remove.click();
  await expect(page).toHaveURL(`${portal.url}/plugins`);
  await expect(page.getByRole('row').filter({ hasText: 'Catalog' }).first()).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'Greeter' })).toHaveCount(0);
  await expect(nav(page)).toHaveCount(0);
});

test('what was installed elsewhere appears in the open list', async ({ page, request }) => {
  await page.goto(`${portal.url}/plugins`);
  await expect(page.getByRole('row').filter({ hasText: 'Upkeep' })).toBeVisible();
  await request.post(`${portal.url}/api/callboard/plugins/packages?name=first.tgz`, {
    headers: { authorization: `Bearer ${portal.token}`, 'content-type': 'application/octet-stream' },
    data: readFileSync(files.first),
  });
  const row = page.getByRole('row').filter({ hasText: 'Greeter' });
  await expect(row).toContainText('1 navigation item, 1 page');
  await expect(row).toContainText('Running');
  await request.delete(`${portal.url}/api/callboard/plugins/greeter`, {
    headers: { authorization: `Bearer ${portal.token}` },
  });
  await expect(row).toHaveCount(0);
});

test('the list is filtered by text, state and category, and the address says how', async ({ page }) => {
  await page.goto(`${portal.url}/plugins`);
  await page.getByLabel('State').selectOption('Off');
  await expect(page).toHaveURL(/state=off/);
  const rows = page.getByRole('row').filter({ has: page.getByRole('rowheader') });
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText('callboard.yaml switches it off');
  await page.reload();
  await expect(rows).toHaveCount(1);
  await page.getByLabel('State').selectOption('Any state');
  await page.getByLabel('Search plugins').fill('upkeep descriptions');
  await expect(rows).toHaveCount(1);
  await page.getByLabel('Search plugins').fill('zither');
  await page.getByRole('button', { name: 'Show all plugins' }).click();
  await expect(rows.filter({ hasText: 'Catalog' }).first()).toBeVisible();
});

test('what the configuration says cannot be changed, and says so', async ({ page }) => {
  await page.goto(`${portal.url}/plugins/upkeep`);
  await expect(page.getByText('Set in callboard.yaml')).toBeVisible();
  await expect(page.getByLabel('staleAfterDays')).toBeVisible();
  await expect(page.getByLabel('checkLinks')).toHaveCount(0);
  await page.goto(`${portal.url}/plugins/explore`);
  await expect(page.getByText('so it can only be switched on there')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Switch on' })).toHaveCount(0);
});

test('a file that is no plugin is refused in place, by keyboard alone', async ({ page }) => {
  await page.goto(`${portal.url}/plugins`);
  await page.getByRole('button', { name: 'Install plugin' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('Choose a file')).toBeFocused();
  await dialog.getByLabel('Choose a file').setInputFiles({ name: 'x.zip', mimeType: 'a/b', buffer: Buffer.from('x') });
  await expect(dialog.getByText('This file does not end with .tgz.')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Install', exact: true })).toBeDisabled();
  await dialog.getByLabel('Choose a file').setInputFiles(files.broken);
  await dialog.getByRole('button', { name: 'Install', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('It was not installed');
  await expect(dialog.getByRole('alert')).toContainText('This is not a plugin that can be installed');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('whoever may not manage plugins sees everything and is told why nothing can be changed', async ({ page }) => {
  await page.route('**/api/callboard/plugins/all', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), mayManage: false } });
  });
  await page.goto(`${portal.url}/plugins`);
  await expect(page.getByText('guests may not manage them')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Install plugin' })).toHaveCount(0);
  await page.goto(`${portal.url}/plugins/upkeep`);
  await expect(page.getByText('guests may not manage them')).toBeVisible();
  await expect(page.getByText('staleAfterDays')).toBeVisible();
  await expect(page.getByRole('button', { name: /Save|Switch/ })).toHaveCount(0);
});

test('the pages look right', async ({ page }) => {
  test.slow();
  await page.goto(`${portal.url}/plugins`);
  const listed = page.getByRole('main').getByRole('link', { name: 'Upkeep' });
  await looksRight(page, 'the list', () => expect(listed.first()).toBeVisible());
  await page.goto(`${portal.url}/plugins/upkeep`);
  await looksRight(page, 'one plugin', () => expect(page.getByLabel('staleAfterDays')).toBeVisible());
  await page.goto(`${portal.url}/plugins?install=1`);
  await looksRight(page, 'the dialog', () => expect(page.getByRole('dialog')).toBeVisible());
});
