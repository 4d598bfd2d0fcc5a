import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { goInside, looksRight } from './axe.ts';
import { portalForThisFile } from './portal.ts';

const portal = portalForThisFile();

const openapi = `openapi: 3.1.0
info: { title: Songs, version: 1.2.0, description: "![](https://elsewhere.example/picture.png) All about songs." }
servers: [{ url: https://songs.example }]
tags: [{ name: Songs }]
paths:
  /songs:
    get:
      tags: [Songs]
      summary: Find songs
      responses:
        '200': { description: Songs, content: { application/json: { schema: { $ref: '#/components/schemas/Song' } } } }
  /songs/{id}:
    delete:
      tags: [Songs]
      summary: Forget a song
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { '204': { description: Gone } }
components:
  schemas:
    Song: { type: object, properties: { title: { type: string } } }
    Far: { $ref: 'https://elsewhere.example/far.json' }
`;

const asyncapi = `asyncapi: 3.0.0
info: { title: Plays, version: 2.0.0 }
servers: { main: { host: 'kafka.example:9092', protocol: kafka } }
channels:
  plays: { address: plays.v1, messages: { played: { payload: { $ref: '#/components/schemas/Play' } } } }
operations:
  tellPlayed: { action: send, channel: { $ref: '#/channels/plays' }, summary: A song was played }
components:
  schemas:
    Play: { type: object, required: [song], properties: { song: { type: string }, after: { $ref: '#/components/schemas/Play' } } }
`;

const graphql = `type Query { "Finds a song." song(id: ID!): Song }
type Song { id: ID! title: String mood: Mood }
enum Mood { SAD GLAD }
`;

const proto = `syntax = "proto3";
package music.v1;
// Streams songs.
service Songs { rpc Follow(FollowRequest) returns (stream Song); }
message FollowRequest { string album = 1; }
message Song { string title = 1; /* how it sounds */ Mood mood = 2; enum Mood { UNKNOWN = 0; } }
`;

const definitions = {
  'songs-rest': { type: 'openapi', file: 'songs.yaml', text: openapi },
  'songs-events': { type: 'asyncapi', file: 'events.yaml', text: asyncapi },
  'songs-graph': { type: 'graphql', file: 'songs.graphql', text: graphql },
  'songs-grpc': { type: 'grpc', file: 'songs.proto', text: proto },
  'songs-broken': { type: 'graphql', file: 'broken.graphql', text: 'type Query {\n  song: [Song\n}\n' },
  'songs-tools': { type: 'trpc', file: 'tools.json', text: '{ "tools": [] }' },
};

function descriptors(): string {
  const apis = Object.entries(definitions).map(
    ([name, { type, file }]) => `apiVersion: backstage.io/v1alpha1
kind: API
metadata: { name: ${name} }
spec: { type: ${type}, lifecycle: production, owner: crew, definition: { $text: ./${file} } }
`,
  );
  const player = `apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: songs-player, title: The player }
spec: { type: service, lifecycle: production, owner: crew, providesApis: [songs-rest] }
`;
  const kiosk = player
    .replace('songs-player, title: The player', 'songs-kiosk')
    .replace('providesApis', 'consumesApis');
  const crew =
    'apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata: { name: crew }\nspec: { type: team, children: [] }\n';
  return [...apis, player, kiosk, crew].join('---\n');
}

test.beforeAll(async () => {
  const folder = join(portal.repositories, 'songs');
  mkdirSync(folder, { recursive: true });
  for (const { file, text } of Object.values(definitions)) writeFileSync(join(folder, file), text);
  writeFileSync(join(folder, 'catalog-info.yaml'), descriptors());
  const url = `${portal.url}/api/catalog/entities/by-name/api/default/songs-tools`;
  const headers = { authorization: `Bearer ${portal.token}` };
  await expect.poll(async () => (await fetch(url, { headers })).status, { timeout: 30_000 }).toBe(200);
});

function pathOf(name: string, query = ''): string {
  return `${portal.url}/catalog/default/api/${name}/definition${query}`;
}

/** What leaves the browser for anybody but the portal. */
async function outsideOf(page: Page): Promise<string[]> {
  const outside: string[] = [];
  await page.route(
    (url) => url.origin !== new URL(portal.url).origin && url.protocol.startsWith('http'),
    (route) => {
      outside.push(route.request().url());
      return route.abort();
    },
  );
  return outside;
}

test('shows an OpenAPI definition with who provides and who uses it, and asks nobody else for anything', async ({
  page,
}) => {
  const outside = await outsideOf(page);
  await page.goto(pathOf('songs-rest'));
  await expect(page.getByText('OpenAPI 3.1.0', { exact: true }).first()).toBeVisible();
  await expect(page.getByRole('link', { name: 'The player' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'songs-kiosk' })).toBeVisible();
  const frame = page.frameLocator('iframe');
  await expect(frame.getByRole('heading', { name: 'Songs', exact: true }).first()).toBeVisible();
  await expect(page.getByText('far.json')).toBeVisible();
  await expect(frame.getByText('Test Request')).toHaveCount(0);
  await expect(frame.getByText(/Ask AI|Powered by/)).toHaveCount(0);
  expect(outside).toEqual([]);
});

test('what runs in the frame of a definition reaches nothing of the portal', async ({ page }) => {
  await page.goto(pathOf('songs-rest'));
  await expect(page.frameLocator('iframe').getByRole('heading', { name: 'Songs', exact: true }).first()).toBeVisible();
  const frame = page.frames().find((one) => one !== page.mainFrame());
  const reached = await frame?.evaluate(async () => {
    const attempts = [
      () => window.parent.document.title,
      () => document.cookie,
      () => fetch(`${document.referrer}api/callboard/sources`),
    ];
    const done = await Promise.allSettled(attempts.map(async (attempt) => attempt()));
    return done.map(({ status }) => status);
  });
  expect(reached).toEqual(['rejected', 'rejected', 'rejected']);
});

test('opens the operation that the address names, and goes where the outline leads', async ({ page }) => {
  await page.goto(pathOf('songs-rest', `?at=${encodeURIComponent('delete /songs/{id}')}`));
  const frame = page.frameLocator('iframe');
  await expect(frame.getByRole('heading', { name: 'Forget a song' })).toBeInViewport();
  await expect(page.getByRole('link', { name: 'delete /songs/{id}' })).toHaveAttribute('aria-current', 'true');
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
  await page.getByRole('link', { name: 'get /songs', exact: true }).click();
  await expect(frame.getByRole('heading', { name: 'Find songs' })).toBeInViewport();
  await expect(page).toHaveURL(/at=get/);
  await page.goBack();
  await expect(page).toHaveURL(/at=delete/);
  await expect(frame.getByRole('heading', { name: 'Forget a song' })).toBeInViewport();
});

test('follows the theme, and leaves nothing of the viewer on other pages', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(`${portal.url}/catalog/default/api/songs-rest`);
  const look = () =>
    page.getByRole('heading', { level: 1 }).evaluate((element) => {
      const { font, color, margin } = getComputedStyle(element);
      return [
        font,
        color,
        margin,
        document.title.length > 0,
        document.body.className,
        document.querySelectorAll('style').length,
      ];
    });
  const before = await look();
  await page.getByRole('link', { name: 'Definition' }).click();
  const frame = page.frameLocator('iframe');
  await expect(frame.getByRole('heading', { name: 'Songs', exact: true }).first()).toBeVisible();
  const ground = () => frame.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor);
  const light = await ground();
  await page.evaluate(() => document.documentElement.setAttribute('data-mantine-color-scheme', 'dark'));
  await expect.poll(ground).not.toBe(light);
  await page.evaluate(() => document.documentElement.setAttribute('data-mantine-color-scheme', 'light'));
  await page.getByRole('link', { name: 'Overview' }).first().click();
  await expect(page.locator('iframe')).toHaveCount(0);
  expect(await look()).toEqual(before);
});

test('finds in the outline, and keeps what was searched for in the address', async ({ page }) => {
  await page.goto(pathOf('songs-rest'));
  await page.getByRole('searchbox', { name: 'Find in this API' }).fill('forget');
  const outline = page.getByRole('navigation', { name: 'What this API offers' });
  await expect(outline.getByRole('link')).toHaveText(['Overview', /songs\/\{id\}/]);
  await expect(page).toHaveURL(/find=forget/);
  await page.reload();
  await expect(outline.getByRole('link')).toHaveText(['Overview', /songs\/\{id\}/]);
});

test('shows the text of a definition to read, copy and download', async ({ page }) => {
  await page.goto(pathOf('songs-rest'));
  await page.getByRole('button', { name: 'Source' }).click();
  await expect(page.getByRole('region', { name: 'Text of the definition' })).toContainText('/songs/{id}:');
  await expect(page).toHaveURL(/view=source/);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download' }).click();
  expect((await download).suggestedFilename()).toBe('songs-rest.yaml');
});

test('shows what an AsyncAPI definition sends, down to a payload that contains itself', async ({ page }) => {
  await page.goto(pathOf('songs-events'));
  await expect(page.getByText('kafka.example:9092')).toBeVisible();
  const pane = page.getByRole('region', { name: 'Reference of the API' });
  await pane.getByRole('link', { name: 'tellPlayed' }).click();
  await expect(pane.getByText('A song was played')).toBeVisible();
  await expect(pane.getByText('song', { exact: true })).toBeVisible();
  const more = pane.getByRole('button', { name: 'Show what is in after' });
  await more.click();
  await expect(pane.getByRole('button', { name: 'Show what is in after' })).toHaveCount(2);
  await expect(pane.getByRole('region', { name: 'Example, made from the schema' })).toContainText('"song": "text"');
});

test('shows a GraphQL schema whose types lead to each other', async ({ page }) => {
  await page.goto(pathOf('songs-graph', '?at=query+song'));
  const pane = page.getByRole('region', { name: 'Reference of the API' });
  await expect(pane.getByText('Finds a song.')).toBeVisible();
  await expect(pane.getByRole('region', { name: 'Example' })).toContainText('query Song($id: ID!)');
  await pane.getByRole('link', { name: 'Mood' }).click();
  await expect(page).toHaveURL(/at=enum\+Mood/);
  await expect(pane.getByText('GLAD')).toBeVisible();
  await expect(pane.getByRole('link', { name: 'Song' })).toBeVisible();
});

test('shows the calls of a gRPC service, which of them are streams, and their messages', async ({ page }) => {
  await page.goto(pathOf('songs-grpc'));
  const pane = page.getByRole('region', { name: 'Reference of the API' });
  await expect(pane.getByText('Streams songs.')).toBeVisible();
  await pane.getByRole('link', { name: 'Follow' }).click();
  await expect(pane.getByText('One request, stream of responses')).toBeVisible();
  await expect(pane.getByText('album')).toBeVisible();
});

test('says where a broken definition is broken, marks the line and names the owner', async ({ page }) => {
  await page.goto(pathOf('songs-broken'));
  await expect(page.getByText('Line 3, column 1')).toBeVisible();
  await expect(page.getByRole('note').getByRole('link', { name: 'crew' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Text of the definition' })).toContainText('song: [Song');
});

test('every format is free of accessibility violations and does not scroll sideways', async ({ page }) => {
  test.setTimeout(180_000);
  const views = [
    pathOf('songs-rest'),
    pathOf('songs-events'),
    pathOf('songs-events', '?at=send+tellPlayed'),
    pathOf('songs-graph', '?at=query+song'),
    pathOf('songs-grpc', '?at=rpc+Songs.Follow'),
    pathOf('songs-broken'),
    pathOf('songs-tools'),
    pathOf('songs-rest', '?view=source'),
  ];
  for (const [place, view] of views.entries()) {
    // Only the first has a frame, which a loading of the whole waits for.
    if (place === 0) await page.goto(view);
    else await goInside(page, view);
    const title = page.frameLocator('iframe').getByRole('heading', { name: 'Songs', exact: true }).first();
    async function isReady(): Promise<void> {
      await expect(page.getByText('Provided by')).toBeVisible();
      await expect(page.getByRole('button', { name: 'Download' })).toBeVisible();
      if (place === 0) await expect(title).toBeVisible();
      await expect(page.getByRole('status', { name: 'Reading the definition' })).toHaveCount(0);
    }
    await looksRight(page, view, isReady);
  }
});
