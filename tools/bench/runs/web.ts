import type { Browser } from '@playwright/test';
import type { Measurement } from '../measurement.ts';
import type { Organisation } from '../organisation.ts';
import type { PortalProcess } from '../portal-process.ts';
import { quantile, summary } from '../statistics.ts';
import { openBrowser, openCold, timeToChange, type SlowLink } from '../web/browser.ts';
import { lighthouse } from '../web/lighthouse.ts';

const rounds = 5;
const slow: SlowLink = { bitsPerSecond: 1_000_000, latency: 40 };

interface View {
  id: string;
  what: string;
  path: string;
  /** Selector of what people come for. */
  useful: string;
}

function viewsOf({ samples }: Organisation): View[] {
  return [
    { id: 'home', what: 'home', path: '/', useful: 'main a[href^="/catalog"]' },
    { id: 'catalog', what: 'catalog', path: '/catalog', useful: 'main a[href^="/catalog/default/"]' },
    {
      id: 'entity',
      what: 'an entity',
      path: `/catalog/default/component/${samples.component}`,
      useful: 'main a[href^="/catalog/default/group/"]',
    },
    { id: 'search', what: 'search', path: '/search?query=payment', useful: 'main a[href^="/catalog/default/"]' },
  ];
}

/** What the web costs and how soon it is useful, in a real browser with an empty cache. */
export async function runWeb(portal: PortalProcess, organisation: Organisation): Promise<Measurement[]> {
  const browser = await openBrowser();
  const views = viewsOf(organisation);
  try {
    const opened = [];
    for (const view of views) opened.push(...(await costOf(browser, portal.url, view)));
    return [
      ...opened,
      ...(await slowCatalog(browser, portal.url, views)),
      ...(await interactions(browser, portal.url)),
    ];
  } finally {
    await browser.close();
  }
}

/** What Lighthouse says of the same views. */
export function runLighthouse(portal: PortalProcess, organisation: Organisation): Measurement[] {
  return viewsOf(organisation).flatMap(({ id, what, path }) => {
    const { performance, accessibility } = lighthouse(new URL(path, portal.url).href);
    return [
      {
        id: `lighthouse.performance.${id}`,
        what: `Lighthouse: ${what}, performance`,
        unit: 'points',
        value: performance,
      },
      {
        id: `lighthouse.accessibility.${id}`,
        what: `Lighthouse: ${what}, accessibility`,
        unit: 'points',
        value: accessibility,
      },
    ] satisfies Measurement[];
  });
}

async function costOf(browser: Browser, base: string, { id, what, path, useful }: View): Promise<Measurement[]> {
  const times: number[] = [];
  let bytes = 0;
  for (let round = 0; round < rounds; round++) {
    const { usable, scriptBytes } = await openCold(browser, new URL(path, base).href, useful);
    times.push(usable);
    bytes = scriptBytes;
  }
  return [
    { id: `web.usable.${id}`, what: `${what}, empty cache, usable`, unit: 's', value: summary(times).median / 1000 },
    { id: `web.script.${id}`, what: `${what}, script over the wire`, unit: 'KB', value: bytes / 1000 },
  ];
}

async function slowCatalog(browser: Browser, base: string, views: readonly View[]): Promise<Measurement[]> {
  const { path, useful } = views.find(({ id }) => id === 'catalog')!;
  const { usable } = await openCold(browser, new URL(path, base).href, useful, slow);
  return [{ id: 'web.slow.catalog', what: 'catalog at 1 Mbit/s, usable', unit: 's', value: usable / 1000 }];
}

/** From a click in the catalog to the frame that shows its result. */
async function interactions(browser: Browser, base: string): Promise<Measurement[]> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 860 }, reducedMotion: 'reduce' });
  const firstRow = 'main a[href^="/catalog/default/"]';
  const sort = 'main [role="columnheader"] button, main th button';
  const times: number[] = [];
  try {
    for (let round = 0; round < rounds; round++) {
      await page.goto(new URL('/catalog?kind=component', base).href);
      await page.locator(firstRow).first().waitFor();
      times.push(await timeToChange(page, sort, firstRow));
      times.push(await timeToChange(page, sort, firstRow));
    }
  } finally {
    await page.close();
  }
  const sorted = times.toSorted((a, b) => a - b);
  return [
    {
      id: 'web.interaction',
      what: 'catalog, click to result',
      unit: 'ms',
      value: quantile(sorted, 0.5),
      p99: sorted.at(-1)!,
    },
  ];
}
