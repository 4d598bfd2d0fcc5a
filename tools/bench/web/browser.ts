/** A browser as a person's: what a page costs it, and how soon there is something to see. */
import { chromium, type Browser, type CDPSession, type Page } from '@playwright/test';
import { findChromium } from '../../../tests/setup/chromium.ts';

export interface SlowLink {
  /** Bits per second, both ways. */
  bitsPerSecond: number;
  /** Milliseconds there and back. */
  latency: number;
}

export interface PageCost {
  /** Milliseconds until the page was useful. */
  usable: number;
  /** Compressed bytes of script that came over the wire. */
  scriptBytes: number;
}

/** Opens the browser. @throws when there is none */
export function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined)
    throw new Error('there is no Chromium to measure with (apt-get install chromium, or set CALLBOARD_CHROMIUM)');
  const args = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking'];
  return chromium.launch({ executablePath, args });
}

/** Opens a page with an empty cache and waits until it shows what people come for. */
export async function openCold(browser: Browser, url: string, useful: string, link?: SlowLink): Promise<PageCost> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, reducedMotion: 'reduce' });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    const scriptBytes = await countScript(session);
    if (link) await slowDown(session, link);
    const started = performance.now();
    await page.goto(url, { waitUntil: 'commit' });
    await page.locator(useful).first().waitFor({ timeout: 60_000 });
    const usable = performance.now() - started;
    await page.waitForLoadState('networkidle', { timeout: 10_000 }).catch(leaveStreamsOpen);
    return { usable, scriptBytes: scriptBytes() };
  } finally {
    await context.close();
  }
}

/** The live stream of a portal stays open, so a network that never falls silent is no failure. */
function leaveStreamsOpen(error: unknown): void {
  if (!(error instanceof Error) || error.name !== 'TimeoutError') throw error;
}

async function countScript(session: CDPSession): Promise<() => number> {
  const scripts = new Set<string>();
  let bytes = 0;
  session.on('Network.responseReceived', ({ requestId, type, response }) => {
    if (type === 'Script' || response.mimeType.includes('javascript')) scripts.add(requestId);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  await session.send('Network.enable');
  return () => bytes;
}

async function slowDown(session: CDPSession, { bitsPerSecond, latency }: SlowLink): Promise<void> {
  const throughput = bitsPerSecond / 8;
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency,
    downloadThroughput: throughput,
    uploadThroughput: throughput,
  });
}

/** Runs in the page; as text, because what it speaks of exists only there. */
const measureInPage = `([clicked, watched]) => new Promise((resolve, reject) => {
  const text = () => document.querySelector(watched)?.textContent;
  const before = text();
  const started = performance.now();
  const look = () => {
    const now = text();
    if (now !== undefined && now !== before) resolve(performance.now() - started);
    else if (performance.now() - started > 10000) reject(new Error(watched + ' did not change'));
    else requestAnimationFrame(look);
  };
  document.querySelector(clicked).click();
  requestAnimationFrame(look);
})`;

/**
 * Milliseconds from a click to the next frame in which the text of `watched` is another one.
 * @throws when it stays the same for 10 s
 */
export async function timeToChange(page: Page, clicked: string, watched: string): Promise<number> {
  await page.locator(clicked).first().waitFor();
  return page.evaluate<number>(`(${measureInPage})(${JSON.stringify([clicked, watched])})`);
}
