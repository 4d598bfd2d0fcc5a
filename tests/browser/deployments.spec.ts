/** What runs where and the incident view, on pages that are open. */
import { expect, test } from '@playwright/test';
import { looksRight } from './axe.ts';
import { portalForThisFile } from './portal.ts';

const portal = portalForThisFile();
const ENTITY = 'component:default/needle-drop';

async function report(more: object): Promise<void> {
  const answer = await fetch(`${portal.url}/api/deployments`, {
    method: 'POST',
    headers: { authorization: `Bearer ${portal.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ entityRef: ENTITY, environment: 'production', region: 'eu', ...more }),
  });
  expect(answer.status).toBe(200);
}

test('a deployment shows on the open page; a canary beside it, with its verdicts', async ({ page }) => {
  await page.goto(`${portal.url}/catalog/default/component/needle-drop/deployments`);
  await expect(page.getByText('No deployment has been reported yet')).toBeVisible();
  await report({ version: '4.18.1', commit: 'abc1234', commitUrl: 'https://git.example/c/abc1234', by: 'ada' });
  const metric = { metric: 'Errors', baseline: 0.1, canary: 0.9, unit: '%', verdict: 'fail' };
  await report({ version: '4.19.0', state: 'canary', key: 'run', canary: { weight: 10, metrics: [metric] } });
  const places = page.getByRole('group', { name: 'Versions by environment and region' });
  await expect(places.getByText('4.18.1')).toBeVisible();
  const canary = page.getByRole('region', { name: 'Canary 4.19.0 in production, eu' });
  await expect(canary.getByRole('row', { name: 'Errors 0.1 % 0.9 % Fail' })).toBeVisible();
  await looksRight(page, 'deployments', () => expect(canary).toBeVisible());
  await canary.getByRole('button', { name: 'Abort' }).click();
  const dialog = page.getByRole('dialog', { name: 'Abort 4.19.0 in production, eu' });
  await expect(dialog.getByRole('button', { name: 'Abort canary' })).toBeEnabled();
});

test('the incident view opens from the page of a service', async ({ page }) => {
  await page.goto(`${portal.url}/catalog/default/component/needle-drop`);
  await page.getByRole('link', { name: 'Open the incident view' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Incident:' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Alerts' })).toContainText('No plugin offers alerts');
  const deployments = page.getByRole('region', { name: 'Last deployments' });
  await looksRight(page, 'incident', () => expect(deployments).toBeVisible());
});
