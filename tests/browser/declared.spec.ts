/** Plugins that are a manifest alone: a card with three fields of an API, and what it says when the API is down. */
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { looksRight } from './axe.ts';
import { portalForThisFile } from './portal.ts';

const PORT = 4391;
const examples = join(import.meta.dirname, '../../examples/plugins');
const plugins = mkdtempSync(join(tmpdir(), 'callboard-declared-'));
for (const id of ['links', 'status-card', 'tech-radar'])
  cpSync(join(examples, id), join(plugins, id), { recursive: true });
// An answer that is good for half a minute would be waited for by everybody who runs the tests.
const manifest = join(plugins, 'status-card/plugin.yaml');
writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('cache: 30s', 'cache: 2s'));
const portal = portalForThisFile({
  settings: `
reading: { allowPrivate: [127.0.0.1] }
plugins:
  folders: ['${plugins}']
  config: { status-card: { url: 'http://127.0.0.1:${PORT}', token: secret } }
`,
});

const component = (name: string, annotations: string) => `apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: ${name}, annotations: { ${annotations} } }
spec: { type: service, lifecycle: production, owner: playback }
`;

let state = 'ok';
let isDown = false;
const tool = createServer((request, response) => {
  if (isDown || request.url?.endsWith('/lost')) return response.writeHead(503).end();
  return response.end(JSON.stringify({ service: { state, changedAt: '2026-01-01T10:00:00Z', uptime30d: 0.9995 } }));
});

test.beforeAll(async ({ request }) => {
  await new Promise<void>((done) => tool.listen(PORT, '127.0.0.1', done));
  mkdirSync(join(portal.repositories, 'declared'));
  const files = [
    component('player', 'status.example.org/id: player'),
    component('gone', 'status.example.org/id: lost'),
    component('bare', ''),
  ];
  writeFileSync(join(portal.repositories, 'declared/catalog-info.yaml'), files.join('---\n'));
  const headers = { authorization: `Bearer ${portal.token}` };
  const there = () => request.get(`${portal.url}/api/catalog/entities/by-name/component/default/player`, { headers });
  await expect.poll(async () => (await there()).status()).toBe(200);
});
test.afterAll(() => {
  tool.close();
  rmSync(plugins, { recursive: true, force: true });
});

const card = (page: Page) => page.getByRole('region', { name: 'How it runs' });
const open = (page: Page, name: string) => page.goto(`${portal.url}/catalog/default/component/${name}`);

test('three fields of an API stand on the card of a service', async ({ page }) => {
  await open(page, 'player');
  await expect(card(page).getByText('ok', { exact: true })).toBeVisible();
  await expect(card(page).getByText('99.95 %')).toBeVisible();
  await expect(card(page).locator('time[datetime="2026-01-01T10:00:00.000Z"]')).toBeVisible();
  await looksRight(page, 'a declared card', () => expect(card(page).getByText('99.95 %')).toBeVisible());
});

test('links of the manifest lead to places of the service', async ({ page }) => {
  await open(page, 'bare');
  const link = page.getByRole('region', { name: 'Look further' }).getByRole('link', { name: 'Dashboard' });
  await expect(link).toHaveAttribute('href', 'https://grafana.example.org/d/bare');
  // Without the annotation there is no card that could show nothing.
  await expect(card(page)).toHaveCount(0);
});

test('a card without an answer says what failed, why, and what to do', async ({ page }) => {
  await open(page, 'gone');
  await expect(card(page).getByText('127.0.0.1:4391 answered 503: it is not available.')).toBeVisible();
  await expect(card(page).getByRole('button', { name: 'Try again' })).toBeVisible();
  await looksRight(page, 'a declared card without an answer', () =>
    expect(card(page).getByRole('alert')).toBeVisible(),
  );
});

test('an old answer is shown with its age while the source is down', async ({ page }) => {
  test.setTimeout(120_000);
  await open(page, 'player');
  await expect(card(page).getByText('ok', { exact: true })).toBeVisible();
  isDown = true;
  const stale = card(page).getByText(/As of .+ answered 503: it is not available\./);
  await expect(async () => {
    await page.reload();
    await expect(stale).toBeVisible({ timeout: 2000 });
  }).toPass({ timeout: 90_000 });
  await expect(card(page).getByText('99.95 %')).toBeVisible();
  await looksRight(page, 'a declared card with an old answer', () => expect(stale).toBeVisible());
  isDown = false;
  state = 'degraded';
  await expect(async () => {
    await page.reload();
    await expect(card(page).getByText('degraded')).toBeVisible({ timeout: 2000 });
  }).toPass({ timeout: 60_000 });
});

test('a page of its own shows a file beside the manifest', async ({ page }) => {
  await page.goto(`${portal.url}/tech-radar`);
  const picture = page.getByRole('img', { name: /^Radar with the rings Adopt, Trial, Assess, Hold/ });
  await expect(picture).toBeVisible();
  await expect(page.getByText('Budgets for errors')).toBeVisible();
  await looksRight(page, 'the radar', () => expect(picture).toBeVisible());
});

test('a source is tried as it is written', async ({ page }) => {
  await page.goto(`${portal.url}/try-data`);
  await page.getByLabel('Address').fill(`http://127.0.0.1:${PORT}/services/player`);
  await page.getByLabel('Expression').fill('service.{ "is": state }');
  const result = page.getByRole('region', { name: 'Result' });
  await expect(result).toContainText('"is":');
  await expect(page.getByRole('region', { name: 'Request' })).toContainText('GET http://127.0.0.1');
  await looksRight(page, 'trying a source', () => expect(result).toContainText('"is":'));
  await page.getByLabel('Expression').fill('service.{');
  await expect(page.getByRole('alert')).toContainText('The expression fails');
});
