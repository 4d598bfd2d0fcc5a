/** The pictures of the documentation, taken of the example company: `npm run pictures`. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPortal } from '@callboard/server';
import { chromium } from '@playwright/test';
import { findChromium } from '../../tests/setup/chromium.ts';

const folder = join(import.meta.dirname, '../../docs/images');
const pictures = [
  { name: 'catalog', path: '/catalog?kind=component', ready: 'Artist Studio', themes: ['light', 'dark'] },
  { name: 'entity', path: '/catalog/default/component/needle-drop', ready: 'Provides APIs', themes: ['light', 'dark'] },
] as const;
const size = { width: 1280, height: 760 };

const dataFolder = mkdtempSync(join(tmpdir(), 'callboard-pictures-'));
const portal = await startPortal({ port: 0, dataFolder, logLevel: 'error', env: {} });
const executablePath = findChromium();
const browser = await chromium.launch({
  ...(executablePath ? { executablePath } : {}),
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  await portal.harvested();
  for (const { name, path, ready, themes } of pictures) {
    for (const colorScheme of themes) {
      const page = await browser.newPage({ viewport: size, colorScheme, reducedMotion: 'reduce' });
      await page.goto(new URL(path, portal.url).href);
      await page.getByText(ready).first().waitFor();
      const file = join(folder, `${name}-${colorScheme}.png`);
      await page.screenshot({ path: file });
      console.log(file);
      await page.close();
    }
  }
} finally {
  await browser.close();
  await portal.stop();
  rmSync(dataFolder, { recursive: true, force: true });
}
