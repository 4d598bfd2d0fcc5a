/** The portal tends what it knows: what descriptions lack, the form that mends a file, the lists of what wants tending. */
import { expect, test } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { looksRight } from './axe.ts';
import { portalForThisFile } from './portal.ts';

const portal = portalForThisFile({ settings: 'plugins: { config: { upkeep: { staleAfterDays: 0 } } }\n' });

const drums = `# Kept by the people who drum.
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: drums
  description: Keeps the beat of every song. # one sentence is enough
  links:
    - url: https://docs.example.org/drums
      title: Drums runbook
spec:
  type: service
  lifecycle: production # since 2019
  owner: gone-band
`;

const tab = () => `${portal.url}/catalog/default/component/drums/upkeep`;
const folder = () => join(portal.repositories, 'drums');
const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...args], {
    cwd: folder(),
    encoding: 'utf8',
  }).trim();

test.beforeAll(async ({ request }) => {
  mkdirSync(folder());
  mkdirSync(join(portal.repositories, 'bare'));
  writeFileSync(join(portal.repositories, 'bare/package.json'), '{ "name": "bare", "description": "Plays nothing." }');
  writeFileSync(join(folder(), 'catalog-info.yaml'), drums);
  git('init', '--quiet', '--initial-branch=main');
  git('add', '.');
  git('commit', '--quiet', '-m', 'Begin');
  const headers = { authorization: `Bearer ${portal.token}` };
  const there = () => request.get(`${portal.url}/api/catalog/entities/by-name/component/default/drums`, { headers });
  await expect.poll(async () => (await there()).status()).toBe(200);
});

test('the tab says what is missing and what is not set up, each with the lines that add it', async ({ page }) => {
  await page.goto(tab());
  await expect(page.getByText(/^\d+ % complete$/).first()).toBeVisible();
  const system = page.getByRole('listitem').filter({ hasText: 'in the map of domains' });
  await expect(system).toContainText('Missing');
  await expect(system.getByRole('region', { name: 'System' })).toContainText('system: system-name');
  await expect(page.getByRole('listitem').filter({ hasText: 'Description' })).toContainText('There');
  const feature = page.getByRole('listitem').filter({ hasText: 'View in repository' });
  await expect(feature).toContainText('Not set up');
  await expect(feature.getByRole('region', { name: 'View in repository' })).toContainText('backstage.io/view-url:');
});

test('links that nobody has looked at are not called missing', async ({ page }) => {
  await page.goto(tab());
  await expect(page.getByText('Its links have not been looked at yet.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'https://docs.example.org/drums' })).toBeVisible();
  await page.goto(`${portal.url}/catalog/default/component/lantern/upkeep`);
  await expect(page.getByText('It has no links.')).toBeVisible();
});

test('what is confirmed names who did it, and is remembered', async ({ page }) => {
  await page.goto(tab());
  await expect(page.getByText('Nobody has confirmed it yet.')).toBeVisible();
  await page.getByRole('button', { name: 'Still true' }).click();
  await expect(page.getByText(/^Confirmed by /)).toBeVisible();
  await page.reload();
  await expect(page.getByText(/^Confirmed by /)).toBeVisible();
});

test('the form begins with what is missing, shows the change of the file, and makes a branch of it', async ({
  page,
}) => {
  await page.goto(tab());
  await page.getByRole('button', { name: 'Add: Tags' }).click();
  await expect(page).toHaveURL(/edit=tags/);
  await expect(page.getByRole('textbox', { name: 'Tags' })).toBeFocused();
  await page.getByRole('textbox', { name: 'Tags' }).fill('rhythm loud');
  await page.getByRole('textbox', { name: 'Description' }).fill('Keeps the beat, and hurries no song.');
  const change = page.getByRole('region', { name: 'The change of catalog-info.yaml' });
  await expect(change).toContainText('Keeps the beat, and hurries no song. # one sentence is enough');
  await expect(change).toContainText('- rhythm');
  await expect(change).not.toContainText('removed: -  lifecycle');

  await page.getByLabel('Title of the commit').fill('Say more about the drums');
  await page.getByRole('button', { name: 'Make a branch' }).click();
  const made = page.getByRole('status').filter({ hasText: 'is made' });
  const [, branch = ''] = /The branch (\S+) is made/.exec(await made.innerText()) ?? [];
  const proposed = git('show', `${branch}:catalog-info.yaml`);
  expect(proposed).toContain('# Kept by the people who drum.');
  expect(proposed).toContain('description: Keeps the beat, and hurries no song. # one sentence is enough');
  expect(proposed).toContain('lifecycle: production # since 2019');
  expect(git('log', '-1', '--format=%s', branch)).toBe('Say more about the drums');
  expect(git('rev-parse', `${branch}^`)).toBe(git('rev-parse', 'main'));
  expect(readFileSync(join(folder(), 'catalog-info.yaml'), 'utf8')).toBe(drums);
});

test('a folder that git does not keep says so, and leaves the patch to copy', async ({ page }) => {
  await page.goto(`${portal.url}/catalog/default/component/lantern/upkeep?edit=1`);
  await page.getByRole('textbox', { name: 'Title', exact: true }).first().fill('The lantern');
  await expect(page.getByRole('region', { name: 'The change of catalog-info.yaml' })).toContainText(
    'title: The lantern',
  );
  await page.getByRole('button', { name: 'Make a branch' }).click();
  await expect(page.getByText(/is no repository of git with a commit/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Copy the patch' })).toBeVisible();
});

test('a list of what wants tending is in the address, and leads to where it is mended', async ({ page }) => {
  await page.goto(`${portal.url}/upkeep`);
  const drumsRow = page.getByRole('row').filter({ hasText: 'drums' });
  await expect(drumsRow).toContainText('Tags');
  await page.getByRole('button', { name: /^Stale/ }).click();
  await expect(page).toHaveURL(/list=stale/);
  await page.reload();
  await drumsRow.getByRole('link', { name: 'Confirm or mend' }).click();
  await expect(page).toHaveURL(/\/drums\/upkeep$/);
});

test('an owner that is gone hands its things over, first as a patch, then as a branch', async ({ page }) => {
  await page.goto(`${portal.url}/upkeep?list=owners`);
  const row = page.getByRole('row').filter({ hasText: 'gone-band' });
  await expect(row).toContainText('1 entity');
  await row.getByRole('button', { name: 'Give to somebody else' }).click();
  const dialog = page.getByRole('dialog', { name: /Give what .*gone-band owns/ });
  await dialog.getByRole('combobox').fill('playback');
  await dialog.getByRole('option', { name: /Playback/ }).click();
  await expect(dialog.getByRole('region', { name: 'The change of drums/catalog-info.yaml' })).toContainText(
    'owner: playback',
  );
  await dialog.getByRole('button', { name: 'Make the branches' }).click();
  const made = dialog.getByRole('status').filter({ hasText: 'is made' });
  const [, branch = ''] = /The branch (\S+) is made/.exec(await made.innerText()) ?? [];
  expect(git('diff', '--numstat', 'main', branch)).toBe('1\t1\tcatalog-info.yaml');
});

test('a repository without a descriptor gets a first one, and a broken file does not count as none', async ({
  page,
}) => {
  await page.goto(`${portal.url}/upkeep?list=repositories`);
  await expect(page.getByRole('row').filter({ hasText: 'bare' })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'broken' })).toHaveCount(0);
  await page.getByRole('button', { name: 'First descriptor' }).click();
  await expect(page.getByRole('dialog')).toContainText('description: Plays nothing.');
});

/** No test asks the world outside whether a link is dead: what the server found is given to the page. */
const dead = {
  items: [
    {
      entity: { ref: 'component:default/drums', title: 'drums', kind: 'Component', owners: ['group:default/playback'] },
      title: 'Drums runbook',
      link: {
        url: 'https://docs.example.org/drums',
        state: 'dead',
        status: 404,
        detail: null,
        since: '2026-01-01T00:00:00.000Z',
      },
    },
  ],
  total: 1,
  counts: { incomplete: 2, stale: 0, owners: 0, links: 1, repositories: 0 },
};

test('a dead link says what its host answered, and since when', async ({ page }) => {
  await page.route('**/api/upkeep/report?*list=links*', (route) => route.fulfill({ json: dead }));
  await page.goto(`${portal.url}/upkeep?list=links`);
  const row = page.getByRole('row').filter({ hasText: 'Drums runbook' });
  await expect(row).toContainText('Gone (404)');
  await row.getByRole('link', { name: 'Mend' }).click();
  await expect(page.getByRole('textbox', { name: 'Links 1: Address' })).toBeFocused();
  await expect(page.getByRole('textbox', { name: 'Links 1: Address' })).toHaveValue('https://docs.example.org/drums');
});

test('the tab, the form and the lists are free of accessibility violations', async ({ page }) => {
  test.setTimeout(120_000);
  await page.goto(tab());
  await looksRight(page, 'upkeep tab', () => expect(page.getByText('What readers look for')).toBeVisible());
  await page.goto(`${tab()}?edit=1`);
  await page.getByRole('textbox', { name: 'Tags' }).fill('loud');
  await looksRight(page, 'upkeep form', async () => {
    await expect(page.getByRole('button', { name: 'Make a branch' })).toBeVisible();
    // A link that the top bar half covers would count as too small.
    await page.evaluate(() => scrollTo(0, 0));
  });
  await page.route('**/api/upkeep/report?*list=links*', (route) => route.fulfill({ json: dead }));
  for (const list of ['incomplete', 'stale', 'owners', 'links', 'repositories']) {
    await page.goto(`${portal.url}/upkeep?list=${list}`);
    await looksRight(page, list, () => expect(page.getByRole('row').nth(1)).toBeVisible());
  }
});
