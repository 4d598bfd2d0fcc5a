import { defineConfig, devices } from '@playwright/test';
import { findChromium } from './tests/setup/chromium.ts';

/** The tests that look at the web through a browser; the rest are in vitest.config.ts. */
export default defineConfig({
  testDir: 'tests/browser',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results/browser',
  // Every file starts a portal of its own: more workers than this only make them wait for each other.
  workers: 2,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    ...devices['Desktop Chrome'],
    // Undefined lets Playwright name the browser that it misses.
    launchOptions: {
      executablePath: findChromium(),
      args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking'],
    },
    screenshot: 'only-on-failure',
  },
});
