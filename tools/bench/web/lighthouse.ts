/** Lighthouse in the browser of this machine. It is large, so it is installed when it is first asked for, and never with the portal. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { findChromium } from '../../../tests/setup/chromium.ts';

const VERSION = '13.5.0';
const folder = join(import.meta.dirname, '../../../node_modules/.cache/lighthouse');
const cli = join(folder, 'node_modules/lighthouse/cli/index.js');

const categorySchema = z.object({ score: z.number().nullable() });
const resultSchema = z.object({
  categories: z.object({ performance: categorySchema, accessibility: categorySchema }),
});

/** Points of 100. */
export interface LighthouseScores {
  performance: number;
  accessibility: number;
}

/** @throws when it cannot be installed, or does not come to a result */
export function lighthouse(url: string): LighthouseScores {
  install();
  const args = [
    cli,
    url,
    '--quiet',
    '--output=json',
    '--output-path=stdout',
    '--preset=desktop',
    '--only-categories=performance,accessibility',
    '--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --disable-background-networking',
  ];
  const result = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    maxBuffer: 100_000_000,
    timeout: 180_000,
    env: { ...process.env, CHROME_PATH: findChromium() },
  });
  if (result.status !== 0) throw new Error(`Lighthouse did not finish with ${url}: ${result.stderr.slice(-1000)}`);
  const { performance, accessibility } = resultSchema.parse(JSON.parse(result.stdout)).categories;
  return { performance: points(performance.score, url), accessibility: points(accessibility.score, url) };
}

function points(score: number | null, url: string): number {
  if (score === null) throw new Error(`Lighthouse could not judge ${url}`);
  return Math.round(score * 100);
}

function install(): void {
  if (existsSync(cli)) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true }));
  process.stderr.write(`installing Lighthouse ${VERSION}, once …\n`);
  const args = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error', `lighthouse@${VERSION}`];
  const result = spawnSync('npm', args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  if (result.status !== 0) throw new Error('Lighthouse could not be installed; the reason stands above.');
}
