/** Doing something to an entity from its page, and views of plugins that fail. */
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { rmSync } from 'node:fs';
import { PluginWorkshop } from '../contract/support/plugins.ts';
import { looksRight } from './axe.ts';
import { portalForThisFile } from './portal.ts';

const workshop = new PluginWorkshop();

workshop.write('scaler', {
  manifest: {
    name: 'Scaler',
    owner: 'group:default/band',
    contributes: {
      permissions: [{ id: 'scaler.scale', description: 'Scale.' }],
      entityActions: [
        {
          id: 'scale',
          title: 'Add capacity',
          description: 'Changes how many replicas run.',
          appliesTo: 'kind=component',
          permission: 'scaler.scale',
          confirm: 'name',
          input: {
            properties: {
              replicas: { type: 'integer', title: 'Replicas', minimum: 0, maximum: 10 },
              region: { title: 'Region', enum: ['eu', 'us'] },
            },
            required: ['replicas'],
          },
        },
        {
          id: 'drain',
          title: 'Drain',
          appliesTo: 'kind=component',
          permission: 'scaler.scale',
          confirm: 'none',
          approval: true,
        },
      ],
    },
  },
  server: `
  let replicas = 1;
  scope.actions.handle('scale', {
    preview: ({ input }) => ({ summary: 'Runs ' + input.replicas + ' replicas', changes: [{ what: 'replicas', from: String(replicas), to: String(input.replicas) }] }),
    run: async ({ input }, say) => {
      const before = replicas;
      say('asking the cluster');
      replicas = input.replicas;
      return { message: 'Now ' + replicas + ' replicas', undo: { input: { replicas: before } } };
    },
  });
  scope.actions.handle('drain', { run: () => ({ message: 'drained' }) });`,
});
workshop.write('breaks', {
  manifest: {
    name: 'Breaks',
    owner: 'group:default/band',
    contributes: {
      permissions: [{ id: 'breaks.read', description: 'Read.' }],
      entityCards: [{ id: 'card', title: 'Breaks', view: 'BrokenCard' }],
      pages: [{ path: '/breaks', title: 'Breaks', view: 'BrokenPage', permission: 'breaks.read' }],
    },
  },
  web: `
import { useState } from 'react';
export function BrokenCard() { throw new Error('no heart'); }
export function BrokenPage() {
  const [broken, setBroken] = useState(false);
  if (broken) throw new Error('no heart');
  return <button onClick={() => setBroken(true)}>Break</button>;
}`,
});
workshop.write('explodes', {
  manifest: {
    name: 'Explodes',
    contributes: {
      permissions: [{ id: 'explodes.read', description: 'Read.' }],
      entityCards: [{ id: 'card', title: 'Explodes', view: 'Card' }],
    },
  },
  web: `throw new Error('at load'); export function Card() { return null; }`,
});

const portal = portalForThisFile({ settings: `plugins: { folders: [${JSON.stringify(workshop.folder)}] }\n` });
test.afterAll(() => rmSync(workshop.folder, { recursive: true, force: true }));

const home = () => `${portal.url}/catalog/default/component/needle-drop`;

async function openAction(page: Page, name: string) {
  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('button', { name }).click();
}

test('an action is filled in, previewed, confirmed, followed and undone', async ({ page }) => {
  await page.goto(home());
  await openAction(page, 'Add capacity');
  const dialog = page.getByRole('dialog');
  const go = dialog.getByRole('button', { name: 'Add capacity' });
  await expect(go).toBeDisabled();
  await dialog.getByLabel('Replicas').fill('4');
  await expect(dialog.getByText('Runs 4 replicas')).toBeVisible();
  await expect(go).toBeDisabled();
  await dialog.getByLabel(/^Type .* to confirm$/).fill('needle-drop');
  await looksRight(page, 'the dialog of an action', () => expect(go).toBeEnabled());
  await go.click();
  await expect(dialog.getByText('Now 4 replicas')).toBeVisible();
  await expect(dialog.getByText('asking the cluster')).toBeVisible();
  await dialog.getByRole('button', { name: 'Undo' }).click();
  await expect(dialog.getByText('undone')).toBeVisible();
});

test('one that somebody else has to agree to waits, and stands in what was done', async ({ page }) => {
  await page.goto(home());
  await openAction(page, 'Drain');
  await page.getByRole('dialog').getByRole('button', { name: 'Ask for it' }).click();
  await expect(page.getByText('Waits for somebody to agree')).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  await openAction(page, 'What was done');
  const dialog = page.getByRole('dialog');
  await looksRight(page, 'what was done', () => expect(dialog.getByRole('heading', { name: 'Drain' })).toBeVisible());
  await dialog.getByRole('button', { name: 'Refuse' }).click();
});

test('a view that throws takes nothing with it, and its plugin and owner are named', async ({ page }) => {
  await page.goto(home());
  await expect(page.getByText('A view of the plugin “Breaks” failed')).toBeVisible();
  await expect(page.getByText('A view of the plugin “Explodes” failed')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Actions' })).toBeEnabled();

  await page.goto(`${portal.url}/breaks`);
  await page.getByRole('button', { name: 'Break' }).click();
  await expect(page.getByText('A view of the plugin “Breaks” failed')).toBeVisible();
  await expect(page.getByText(/tell group:default\/band/)).toBeVisible();
  await page.getByRole('link', { name: 'Catalog' }).first().click();
  await expect(page.getByRole('heading', { name: 'Catalog' })).toBeVisible();
});

test('what failed in a browser is known of the plugin soon after', async ({ page, request }) => {
  await page.goto(home());
  const headers = { authorization: `Bearer ${portal.token}` };
  await expect
    .poll(async () => {
      const answer = await request.get(`${portal.url}/api/callboard/plugins/all`, { headers });
      const { items } = (await answer.json()) as {
        items: { id: string; health: { lastError?: { message: string } } }[];
      };
      return items
        .filter(({ health }) => health.lastError)
        .map(({ id, health }) => `${id}: ${health.lastError?.message}`);
    })
    .toEqual(expect.arrayContaining(['breaks: no heart', 'explodes: at load']));
});
