/** The pictures of the documentation, and of every view to look at, taken of the example company: `npm run pictures`. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPortal } from '@callboard/server';
import { chromium } from '@playwright/test';
import { findChromium } from '../../tests/setup/chromium.ts';
import { allLooks, type Look } from './looks.ts';
import { readOptions, usage, type Options } from './options.ts';
import { takeView } from './take.ts';
import { views, type View } from './views.ts';

function looksOf(view: View, { isAll }: Options): readonly Look[] {
  if (isAll) return allLooks;
  return (view.guide ?? []).map((theme) => ({ theme, size: 'wide' }));
}

async function take(options: Options): Promise<number> {
  const { folder, only } = options;
  mkdirSync(folder, { recursive: true });
  const dataFolder = mkdtempSync(join(tmpdir(), 'callboard-pictures-'));
  const portal = await startPortal({ port: 0, dataFolder, logLevel: 'error', env: {} });
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    // Pages whose answers are passed on count as coming from the internet; a frame without an origin could load nothing from here then.
    args: ['--no-sandbox', '--disable-gpu', '--disable-features=LocalNetworkAccessChecks'],
  });
  const root = join(import.meta.dirname, '../..');
  const faults: string[] = [];
  try {
    await portal.harvested();
    const studio = { browser, url: portal.url, root, folder };
    const waiting = views.filter(({ name }) => name.startsWith(only));
    const work = async () => {
      for (let view = waiting.shift(); view; view = waiting.shift()) {
        const taken = await takeView(studio, view, looksOf(view, options));
        for (const file of taken.files) console.log(file);
        faults.push(...taken.faults);
      }
    };
    await Promise.all([work(), work()]);
  } finally {
    await browser.close();
    await portal.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  }
  for (const fault of faults) console.error(fault);
  return faults.length === 0 ? 0 : 1;
}

try {
  process.exitCode = await take(readOptions(process.argv.slice(2)));
} catch (error) {
  console.error(`${(error as Error).message}\n\n${usage}`);
  process.exitCode = 2;
}
