/** What people come for, each by keyboard alone. A locator is only ever looked at here, never touched. */
import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addCompany } from './company.ts';
import { portalForThisFile } from './portal.ts';

const portal = portalForThisFile();

/** What needs the API of a service. */
const components = `apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: radio, title: Radio, description: Plays one song after another. }
spec: { type: service, lifecycle: production, owner: discovery, consumesApis: [needle-drop] }
`;

/** More presses than this and nobody would go that way. */
const mostPresses = 12;

test.beforeAll(async ({ request }) => {
  addCompany(portal, components);
  const headers = { authorization: `Bearer ${portal.token}` };
  const isFound = async () => {
    const answer = await request.get(`${portal.url}/api/search/query?term=radio`, { headers });
    return answer.ok() && (await answer.text()).includes('Radio');
  };
  await expect.poll(isFound, { timeout: 30_000 }).toBe(true);
});

test.beforeEach(async ({ page, context }) => {
  await context.route('https://chat.example.org/**', (route) => route.fulfill({ body: 'chat' }));
  await page.goto(portal.url);
  await expect(page.getByRole('heading', { level: 1 })).toBeAttached();
});

/** Opens the palette, types, and waits until the row that is meant is the one that Enter opens. */
async function look(page: Page, words: string, found: string | RegExp): Promise<void> {
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Search' });
  await expect(palette.getByRole('combobox')).toBeFocused();
  await page.keyboard.type(words);
  await expect(palette.getByRole('option', { selected: true })).toContainText(found);
}

async function open(page: Page, words: string, found: string | RegExp): Promise<void> {
  await look(page, words, found);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Search' })).toBeHidden();
}

/** Presses one key until the focus is where it should be. */
async function pressUntil(page: Page, key: string, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  const isThere = () => target.evaluate((element) => element === document.activeElement);
  for (let presses = 0; presses < mostPresses && !(await isThere()); presses++) await page.keyboard.press(key);
  await expect(target).toBeFocused();
}

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });

test('find a service by its name', async ({ page }) => {
  await open(page, 'needle drop', 'Needle Drop');
  await expect(page).toHaveURL(/\/catalog\/default\/component\/needle-drop$/);
  await expect(heading(page, 'Needle Drop')).toBeVisible();
});

test('find a service by what it is for', async ({ page }) => {
  await open(page, 'tap on a song', 'Needle Drop');
  await expect(heading(page, 'Needle Drop')).toBeVisible();
});

test('find a service by the team that owns it', async ({ page }) => {
  await open(page, 'discovery', 'Discovery');
  await expect(heading(page, 'Discovery')).toBeVisible();
  const radio = page.getByRole('region', { name: 'Owns' }).getByRole('link', { name: 'Radio' });
  await pressUntil(page, 'j', radio);
  await page.keyboard.press('Enter');
  await expect(heading(page, 'Radio')).toBeVisible();
});

test('reach the owner of a service in its chat, from the home page with two strokes', async ({ page, context }) => {
  await look(page, 'needle', 'Needle Drop');
  const opened = context.waitForEvent('page');
  await page.keyboard.press('Control+Enter');
  expect((await opened).url()).toBe('https://chat.example.org/playback');
});

test('reach the owner of the service that is open with one stroke', async ({ page, context }) => {
  await open(page, 'needle drop', 'Needle Drop');
  await expect(page.getByRole('link', { name: 'Message owner' })).toBeVisible();
  const opened = context.waitForEvent('page');
  await page.keyboard.press('m');
  expect((await opened).url()).toBe('https://chat.example.org/playback');
});

test('see what depends on something, and go there', async ({ page }) => {
  await open(page, 'lantern', 'lantern');
  const dependent = page.getByRole('region', { name: 'Needed by' }).getByRole('link', { name: 'Needle Drop' });
  await pressUntil(page, 'j', dependent);
  await page.keyboard.press('Enter');
  const through = page.getByRole('region', { name: 'Needed through its APIs by' });
  await pressUntil(page, 'j', through.getByRole('link', { name: 'Radio' }));
});

test('see why something is missing, down to the line', async ({ page }) => {
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Search' });
  await expect(palette.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('cracked-vinyl');
  const ask = palette.getByRole('option', { name: /Where is my repo/ });
  await expect(ask).toBeVisible();
  for (let presses = 0; presses < 3 && (await ask.getAttribute('aria-selected')) !== 'true'; presses++)
    await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const answer = page.getByRole('region', { name: 'Answer' });
  await expect(answer.getByText(/catalog-info\.yaml:7/).first()).toBeVisible();
  await expect(page).toHaveURL(/\/where\?target=cracked-vinyl$/);
});

test('mend a finding: from the list to the line, and it goes while one watches', async ({ page }) => {
  await open(page, 'findings', 'Findings');
  await expect(heading(page, 'Findings')).toBeVisible();
  const finding = page.getByRole('listitem').filter({ hasText: 'catalog-info.yaml:7' });
  await pressUntil(page, 'j', finding.getByRole('button', { name: 'Show the lines' }));
  await page.keyboard.press('Enter');
  await expect(finding.getByRole('region', { name: 'catalog-info.yaml:7' })).toContainText('type: service');

  const file = join(portal.repositories, 'broken/catalog-info.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('\ttype', '  type'));
  await expect(finding).toHaveCount(0);
  await open(page, 'cracked-vinyl', 'cracked-vinyl');
  await expect(heading(page, 'cracked-vinyl')).toBeVisible();
});

test('see what changed lately, and how', async ({ page }) => {
  addCompany(portal, components.replace('title: Radio,', 'title: Radio Two,'));
  const changes = page.getByRole('region', { name: 'What changed' });
  await pressUntil(page, 'j', changes.getByRole('link', { name: 'radio' }).first());
  await page.keyboard.press('Enter');
  await expect(heading(page, 'Radio Two')).toBeVisible();
  await pressTab(page, 'p', 'History');
  await expect(page.locator('ins').filter({ hasText: 'Radio Two' })).toBeVisible();
  addCompany(portal, components);
});

test('see everything that a team owns, with the teams below it', async ({ page }) => {
  await open(page, 'the company', 'The company');
  const owns = page.getByRole('region', { name: 'Owns' });
  for (const name of ['Radio', 'listening']) await expect(owns.getByRole('link', { name })).toBeVisible();
  await pressUntil(page, 'j', owns.getByRole('link', { name: 'Radio' }));
});

test('read the definition of an API, beginning at the service', async ({ page }) => {
  await open(page, 'needle drop', 'Needle Drop');
  const api = page.getByRole('region', { name: 'Provides APIs' }).getByRole('link', { name: 'needle-drop' });
  await pressUntil(page, 'j', api);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/api\/needle-drop$/);
  await pressTab(page, 'n', 'Definition');
  await expect(page).toHaveURL(/\/api\/needle-drop\/definition/);
  const title = page.frameLocator('iframe').getByRole('heading', { name: 'Needle Drop' }).first();
  await expect(title).toBeVisible();
});

test('the keys that the journeys use stand in the list that ? opens', async ({ page }) => {
  await open(page, 'needle drop', 'Needle Drop');
  await expect(page.getByRole('link', { name: 'Message owner' })).toBeVisible();
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  for (const name of ['Next row', 'Previous row', 'Next tab', 'Previous tab', 'Message the owner'])
    await expect(keys.getByText(name)).toBeVisible();
});

/** Turns the tabs of an entity until one is open. */
async function pressTab(page: Page, key: 'n' | 'p', name: string): Promise<void> {
  const tabs = page.getByRole('navigation', { name: 'Parts of this page' });
  const wanted = tabs.getByRole('link', { name, exact: true });
  await expect(wanted).toBeVisible();
  const here = tabs.locator('[aria-current="page"]');
  for (let presses = 0; presses < mostPresses && (await here.innerText()) !== name; presses++) {
    const before = await here.innerText();
    await page.keyboard.press(key);
    await expect(here).not.toHaveText(before);
  }
  await expect(here).toHaveText(name);
}
