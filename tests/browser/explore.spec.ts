import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { portalForThisFile } from './portal.ts';

const portal = portalForThisFile();
const graph = '/catalog/default/component/needle-drop/graph';

const domain = `apiVersion: backstage.io/v1alpha1
kind: Domain
metadata:
  name: sound
  title: Sound
  description: From the tap to the ear.
spec:
  owner: playback
---
apiVersion: backstage.io/v1alpha1
kind: System
metadata:
  name: mixing
  title: Mixing
spec:
  owner: playback
  domain: sound
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: fader
  description: Up and down.
spec:
  type: service
  lifecycle: production
  owner: deck
  system: mixing
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata:
  name: deck
  title: Deck
spec:
  type: team
  parent: playback
  children: []
`;

test.beforeAll(() => {
  const folder = join(portal.repositories, 'mixing');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'catalog-info.yaml'), domain);
});

/** What the canvas shows, by the refs that its boxes carry. */
async function drawn(page: Page): Promise<string[]> {
  const boxes = page.getByRole('application').locator('.react-flow__node');
  await expect(boxes.first()).toBeVisible();
  return (await boxes.evaluateAll((nodes) => nodes.map((node) => node.getAttribute('data-id') ?? ''))).sort();
}

test('the graph of an entity shows its neighbours, and marks what is not there', async ({ page }) => {
  await page.goto(`${portal.url}${graph}`);
  await expect(page.getByRole('application', { name: 'Graph of 5 entities' })).toBeVisible();
  expect(await drawn(page)).toEqual([
    'api:default/needle-drop',
    'component:default/lantern',
    'component:default/needle-drop',
    'group:default/playback',
    'system:default/listening',
  ]);
  await page.goto(`${portal.url}/catalog/default/component/lantern/graph`);
  await expect(page.getByRole('application').getByText('Not in the catalog')).toBeVisible();
});

test('depth, kinds and relations live in the URL, and what they leave out is said', async ({ page }) => {
  await page.goto(`${portal.url}${graph}`);
  await page
    .getByRole('group', { name: 'Kinds' })
    .getByRole('checkbox', { name: /Component/ })
    .check();
  await expect(page).toHaveURL(/selectedKinds%5B%5D=component/);
  await expect(page.getByRole('status').filter({ hasText: '2 entities, 1 relation' })).toBeVisible();
  await expect(page.getByText('3 neighbours left out by the filters')).toBeVisible();
  await page.getByRole('button', { name: 'One step more' }).click();
  await expect(page).toHaveURL(/maxDepth=2/);
  await page.reload();
  await expect(page.getByRole('status').filter({ hasText: '2 entities, 1 relation' })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('status').filter({ hasText: '5 entities' })).toBeVisible();

  await page
    .getByRole('group', { name: 'Relations' })
    .getByRole('checkbox', { name: /depends on/ })
    .check();
  await expect(page).toHaveURL(/selectedRelations%5B%5D=dependsOn&selectedRelations%5B%5D=dependencyOf/);
  await expect(page.getByRole('status').filter({ hasText: '2 entities, 1 relation' })).toBeVisible();
});

test('bookmarks of other portals open the same graph', async ({ page }) => {
  await page.goto(
    `${portal.url}/catalog-graph?rootEntityRefs%5B%5D=component%3Adefault%2Fneedle-drop&maxDepth=1&selectedRelations%5B%5D=partOf&selectedRelations%5B%5D=hasPart&unidirectional=true&mergeRelations=true&direction=LR`,
  );
  await expect(page.getByRole('application', { name: 'Graph of 2 entities and 1 relation' })).toBeVisible();
  expect(await drawn(page)).toEqual(['component:default/needle-drop', 'system:default/listening']);
});

test('the list says the same as the picture, and can be filtered', async ({ page }) => {
  await page.goto(`${portal.url}${graph}`);
  const picture = page.getByRole('application');
  await expect(picture).toBeVisible();
  const [, relations] = /and (\d+) relation/.exec((await picture.getAttribute('aria-label')) ?? '') ?? [];
  await page.getByRole('button', { name: 'List', exact: true }).click();
  const table = page.getByRole('table', { name: 'Relations in the graph' });
  await expect(table).toHaveAttribute('aria-rowcount', String(Number(relations) + 1));
  await expect(table.getByRole('row', { name: /Needle Drop depends on lantern/ })).toBeVisible();
  await page.getByLabel('Filter the relations by text').fill('depends');
  await expect(table).toHaveAttribute('aria-rowcount', '2');
});

test('on a phone the list comes first, without the code of the picture', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(`${portal.url}${graph}`);
  await expect(page.getByRole('table', { name: 'Relations in the graph' })).toBeVisible();
  expect(asked.filter((url) => /canvas|elk/.test(url))).toEqual([]);
});

test('arrow keys go along the relations, Enter opens', async ({ page }) => {
  await page.goto(`${portal.url}${graph}?selectedRelations[]=dependsOn`);
  const picture = page.getByRole('application');
  await expect(picture).toBeVisible();
  await picture.focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('region', { name: 'Selected entity' })).toContainText('Needle Drop');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('region', { name: 'Selected entity' })).toContainText('component:default/lantern');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/catalog\/default\/component\/lantern$/);
});

test('from a domain to a component by keyboard alone', async ({ page }) => {
  await page.goto(`${portal.url}/explore`);
  await tabTo(page, 'Sound');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/domain=domain:default\/sound/);
  await expect(page.getByText('Mixing')).toBeVisible();
  await tabTo(page, 'fader');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'fader' })).toBeVisible();
});

async function tabTo(page: Page, name: string) {
  const link = page.getByRole('main').getByRole('link', { name, exact: true });
  await expect(link).toBeVisible();
  for (let presses = 0; presses < 80; presses += 1) {
    if (await link.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${name}`);
}

test('the tree of teams opens, closes and tells by keyboard', async ({ page }) => {
  await page.goto(`${portal.url}/explore/groups`);
  const tree = page.getByRole('tree', { name: 'Teams' });
  const playback = tree.getByRole('treeitem', { name: /^Playback .*1 person, owns/ });
  const deck = tree.getByRole('treeitem', { name: /^Deck/ });
  await expect(playback).toHaveAttribute('aria-expanded', 'true');
  await expect(deck).toHaveAttribute('aria-level', '2');
  await playback.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(deck).toBeHidden();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(deck).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/group=group:default\/deck/);
  await expect(
    page.getByRole('region', { name: 'Selected team' }).getByRole('link', { name: '1 component' }),
  ).toBeVisible();
  await page.getByLabel('Find a team by name').fill('play');
  await expect(deck).toBeHidden();
});

test('technologies lead to the catalog', async ({ page }) => {
  await page.goto(`${portal.url}/explore/technologies`);
  await page.getByRole('region', { name: 'Tags' }).getByRole('link', { name: 'hot-path', exact: true }).click();
  await expect(page).toHaveURL(/\/catalog\?tag=hot-path/);
});
