import type { Browser, Page, Route } from '@playwright/test';
import { join } from 'node:path';
import { fileNameOf, sizes, type Look } from './looks.ts';
import type { View } from './views.ts';

/** The viewer of the pictures, where somebody has said who they are. */
const viewer = ['user:default/henrik.sundell', 'group:default/playback'];
const recents = ['api:default/needle-drop', 'component:default/magpie', 'group:default/playback'];
const stars = ['component:default/needle-drop', 'component:default/turnstile'];
/** What is drawn after the text is there: frames, layouts of graphs, letters that were typed. */
const SETTLED_MS = 800;
const READY_MS = 8000;
/** A viewer of its own has to load. */
const FRAMED_MS = 25_000;
/** Frames and graphs follow a change of the theme a moment later. */
const TURNED_MS = 150;

export interface Studio {
  browser: Browser;
  url: string;
  /** The folder of the checkout, which no picture shows. */
  root: string;
  folder: string;
}

/** @returns the paths of what was written, and what was wrong with it */
export async function takeView(
  studio: Studio,
  view: View,
  looks: readonly Look[],
): Promise<{ files: string[]; faults: string[] }> {
  const files: string[] = [];
  const faults: string[] = [];
  for (const size of new Set(looks.map((look) => look.size))) {
    const page = await studio.browser.newPage({ ...sizes[size], reducedMotion: 'reduce' });
    page.on('pageerror', ({ message }) => faults.push(`${view.name}, ${size}: ${message}`));
    try {
      await show(page, studio, view).catch((error: unknown) => faults.push(`${view.name}, ${size}: ${String(error)}`));
      if (await isTooWide(page)) faults.push(`${view.name}, ${size}: scrolls sideways`);
      for (const look of looks.filter((one) => one.size === size)) {
        await page.emulateMedia({ colorScheme: look.theme });
        await page.waitForTimeout(TURNED_MS);
        const file = join(studio.folder, fileNameOf(view.name, look));
        await page.screenshot({ path: file });
        files.push(file);
      }
    } finally {
      await page.close();
    }
  }
  return { files, faults };
}

async function show(page: Page, studio: Studio, view: View): Promise<void> {
  await prepare(page, studio, view);
  await page.goto(new URL(view.path, studio.url).href);
  await isReady(page, view);
  if (view.keys) await press(page, view.keys);
  await page.waitForTimeout(SETTLED_MS);
}

async function prepare(page: Page, { root }: Studio, { api, isChosen }: View): Promise<void> {
  const kept = isChosen ? { 'callboard.me': viewer, 'callboard.recents': recents, 'callboard.stars': stars } : {};
  for (const [key, list] of Object.entries(kept)) {
    await page.addInitScript(`localStorage.setItem('${key}', '${JSON.stringify(list)}')`);
  }
  await page.route('**/api/**', (route) => answer(route, api, root));
}

function answer(route: Route, api: View['api'], root: string): Promise<void> {
  const { pathname } = new URL(route.request().url());
  const isOfFrame = /^\/api\/(auth\/|callboard\/(events|plugins|kinds|portal)$)/.test(pathname);
  if (isOfFrame) return route.continue();
  if (api === 'is silent') return Promise.resolve();
  if (api === 'fails') return route.fulfill({ status: 500, json: failure });
  if (api === 'is empty' && pathname.endsWith('/entity-facets'))
    return route.fulfill({ json: { facets: { kind: [] } } });
  return withoutPaths(route, root);
}

const failure = {
  error: { name: 'InternalServerError', message: 'Something failed inside', code: 'internal' },
  request: { method: 'GET', url: '' },
  response: { statusCode: 500 },
};

/** Passes the answer on as it would be in a checkout in `/srv`: a picture shows nothing of the machine that took it. */
async function withoutPaths(route: Route, root: string): Promise<void> {
  const response = await route.fetch();
  const body = (await response.text()).replaceAll(root, '/srv/callboard');
  await route.fulfill({ response, body });
}

async function isReady(page: Page, { ready, isFramed }: View): Promise<void> {
  const place = isFramed ? page.frameLocator('iframe') : page;
  await place
    .getByText(ready)
    .filter({ visible: true })
    .first()
    .waitFor({ timeout: isFramed ? FRAMED_MS : READY_MS });
}

async function press(page: Page, { press: keys, type }: NonNullable<View['keys']>): Promise<void> {
  await page.keyboard.press(keys);
  // The palette comes in a chunk of its own: letters typed before it is there would be lost.
  if (type !== undefined) await page.getByRole('dialog').getByRole('combobox').fill(type);
}

function isTooWide(page: Page): Promise<boolean> {
  return page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
}
