import { expect, test } from '@playwright/test';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { goInside, looksRight } from './axe.ts';
import { addCompany } from './company.ts';
import { portalForThisFile } from './portal.ts';

const portal = portalForThisFile();

/** What needs the things of the team of the fixture, and something that names a team that was closed. */
const COMPONENTS = `apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: radio, title: Radio }
spec:
  type: service
  lifecycle: deprecated
  owner: discovery
  consumesApis: [needle-drop]
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: jukebox }
spec: { type: service, lifecycle: production, owner: playbacks }
`;

test.beforeAll(async ({ request }) => {
  addCompany(portal, COMPONENTS);
  const headers = { authorization: `Bearer ${portal.token}` };
  const there = () => request.get(`${portal.url}/api/catalog/entities/by-name/component/default/jukebox`, { headers });
  await expect.poll(async () => (await there()).status()).toBe(200);
});

test('the chat of the owner is two clicks away from the home page', async ({ page, context }) => {
  await context.route('https://chat.example.org/**', (route) => route.fulfill({ body: 'the channel' }));
  await page.goto(portal.url);
  await page.getByRole('combobox', { name: 'Your name or your team' }).fill('quill');
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: 'Yours' }).getByRole('link', { name: 'Needle Drop' }).first().click();
  const opened = context.waitForEvent('page');
  await page.getByRole('link', { name: 'Message owner' }).click();
  expect((await opened).url()).toBe('https://chat.example.org/playback');
});

test('who has no chat channel gets the lines that add one', async ({ page }) => {
  await page.goto(`${portal.url}/catalog/default/component/radio`);
  await page.getByRole('button', { name: 'Message owner' }).click();
  const dialog = page.getByRole('dialog', { name: 'How to reach Discovery' });
  await expect(
    dialog.getByText("callboard.dev/chat-channel: '#discovery'").or(dialog.getByText('callboard.dev/chat-channel')),
  ).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('what depends on a thing is told with owner and lifecycle, also through its APIs', async ({ page }) => {
  await page.goto(`${portal.url}/catalog/default/component/lantern`);
  await expect(
    page.getByRole('region', { name: 'Needed by' }).getByRole('link', { name: 'Needle Drop' }),
  ).toBeVisible();
  await page.goto(`${portal.url}/catalog/default/component/needle-drop`);
  const through = page.getByRole('region', { name: 'Needed through its APIs by' });
  await expect(through.getByRole('link', { name: 'Radio' })).toBeVisible();
  await expect(through.getByRole('link', { name: 'Discovery' })).toBeVisible();
  await expect(through.getByText('deprecated')).toBeVisible();
});

test('a team shows everything it owns with the teams below it, and the way to narrow that lives in the URL', async ({
  page,
}) => {
  await page.goto(`${portal.url}/catalog/default/group/company`);
  const owns = page.getByRole('region', { name: 'Owns' });
  await expect(owns.getByRole('button', { name: 'All 4' })).toBeVisible();
  await expect(owns.getByRole('link', { name: 'Radio' })).toBeVisible();
  await owns.getByRole('button', { name: /API · openapi/ }).click();
  await expect(owns.getByRole('link', { name: 'Radio' })).toBeHidden();
  await expect(page).toHaveURL(/things=api/);
  await page.reload();
  await expect(owns.getByRole('button', { name: /API · openapi/ })).toHaveAttribute('aria-pressed', 'true');
  await owns.getByRole('button', { name: 'Itself' }).click();
  await expect(owns.getByText('It owns nothing itself.')).toBeVisible();
});

test('a team shows which teams need it, because of which things', async ({ page }) => {
  await page.goto(`${portal.url}/catalog/default/group/playback`);
  const needed = page.getByRole('region', { name: 'Is needed by' });
  await expect(needed.getByRole('link', { name: 'Discovery' })).toBeVisible();
  await needed.getByRole('button', { name: '1 link' }).click();
  await expect(needed.getByRole('link', { name: 'Radio' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'People' }).getByRole('link', { name: 'Ada Quill' })).toBeVisible();
});

test('a team that does not exist says who points at it, in which line, and which name is meant', async ({ page }) => {
  await page.goto(`${portal.url}/catalog/default/group/playbacks`);
  await expect(
    page.getByRole('region', { name: 'Names like this one' }).getByRole('link', { name: 'Playback' }),
  ).toBeVisible();
  const pointing = page.getByRole('region', { name: 'What still points at it' });
  await expect(pointing.getByRole('link', { name: 'jukebox' })).toBeVisible();
  await expect(pointing.getByText('company · catalog-info.yaml:23')).toBeVisible();
});

test('history shows what changed after a file was edited, by field, and the entity as it was', async ({ page }) => {
  const file = join(portal.repositories, 'needle-drop/catalog-info.yaml');
  const before = readFileSync(file, 'utf8');
  await page.goto(`${portal.url}/catalog/default/component/needle-drop/history`);
  await expect(page.getByText('Added')).toBeVisible();
  writeFileSync(
    file,
    before.replace('tags: [go, hot-path]', 'tags: [go, rust]').replace('title: Needle Drop\n', 'title: Needle Drops\n'),
  );
  await expect(page.locator('ins').filter({ hasText: '- rust' })).toBeVisible();
  await expect(page.locator('del').filter({ hasText: '- hot-path' })).toBeVisible();
  await page.getByLabel('Field').selectOption('metadata.title');
  await expect(page.locator('ins').filter({ hasText: 'rust' })).toBeHidden();
  await expect(page.locator('del').filter({ hasText: 'metadata.title: Needle Drop' })).toBeVisible();
  const today = await page.evaluate(() => new Date().toLocaleDateString('sv'));
  await page.getByLabel('As it was on').fill(today);
  await expect(page.getByRole('region', { name: 'The entity as it was' }).first()).toContainText('Needle Drops');
  await page.getByRole('button', { name: 'What changed since' }).click();
  await expect(page.getByText('Nothing has changed since that day')).toBeVisible();
  writeFileSync(file, before);
});

test('the source tab marks the lines of the entity among those of its file', async ({ page }) => {
  await page.goto(`${portal.url}/catalog/default/api/needle-drop/source`);
  await expect(page.getByRole('region', { name: 'As the file says' })).toContainText('name: needle-drop');
  await page.getByRole('button', { name: 'As the catalog has it' }).click();
  await page.getByRole('button', { name: 'JSON' }).click();
  await expect(page).toHaveURL(/format=json/);
  await expect(page.getByRole('region', { name: 'As the catalog has it' })).toContainText('"kind": "API"');
});

test('a star and a visit are remembered, and an entity can be kept out with its consequences told', async ({
  page,
}) => {
  await page.goto(`${portal.url}/catalog/default/component/jukebox`);
  await page.getByRole('button', { name: 'Star' }).click();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Star' })).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: 'More to do' }).click();
  await page.getByRole('button', { name: 'Remove or keep out' }).click();
  const dialog = page.getByRole('dialog', { name: 'Remove jukebox' });
  await dialog.getByRole('radio', { name: 'Keep it out for good' }).check();
  await dialog.getByLabel('Reason').fill('Sold');
  await dialog.getByRole('button', { name: 'Keep it out for good' }).click();
  await expect(page).toHaveURL(/\/catalog$/);
  await page.goto(`${portal.url}/catalog/default/component/jukebox`);
  await expect(page.getByText(/kept out on purpose.*Sold/)).toBeVisible();
});

test('pages of entities, teams and people are free of accessibility violations', async ({ page }) => {
  test.setTimeout(120_000);
  const views = {
    'component/radio': 'Consumes APIs',
    'group/company': 'Radio',
    'group/playback': 'Ada Quill',
    'user/ada': 'Teams and role',
    'system/listening': 'Parts',
    'group/playbacks': 'Names like this one',
    'component/needle-drop/history': 'Added',
    'component/needle-drop/source?view=processed': 'YAML',
  };
  await page.goto(portal.url);
  for (const [path, text] of Object.entries(views)) {
    await goInside(page, `/catalog/default/${path}`);
    await looksRight(page, path, () => expect(page.getByText(text).first(), path).toBeVisible());
  }
});

test.afterAll(() => rmSync(join(portal.repositories, 'company'), { recursive: true, force: true }));
