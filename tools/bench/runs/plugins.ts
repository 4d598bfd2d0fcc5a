import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Measurement } from '../measurement.ts';
import { writePlugins } from '../plugin-folder.ts';
import { startPortalProcess, type PortalProcess } from '../portal-process.ts';
import { figuresOf } from '../process-figures.ts';
import { summary } from '../statistics.ts';
import { openBrowser, openCold } from '../web/browser.ts';
import { createWorkspace, token, type Workspace } from '../workspace.ts';

const count = 140;
const onPage = 20;
const rounds = 3;
/** Milliseconds after which a portal has come to rest. */
const settling = 12_000;
/** Milliseconds that the first start may build for. */
const patience = 600_000;
const list = '/api/catalog/entities/by-query?limit=20';
const example = join(import.meta.dirname, '../../../examples/nightjar');

/** What many installed plugins cost that hardly anybody looks at: beside the example company without them. */
export async function runPlugins(): Promise<Measurement[]> {
  const sources = [{ type: 'folder', target: example }];
  const auth = { guest: true, tokens: [{ subject: 'bench', token }] };
  const bare = await createWorkspace({ sources, auth }, undefined);
  const full = await createWorkspace({ sources, auth, plugins: { folders: ['plugins'] } }, undefined);
  writePlugins(join(full.dataFolder, 'plugins'), { count, onPage });
  try {
    await start(bare, async () => undefined);
    await start(full, async () => undefined);
    const without = await costOf(bare);
    const withThem = await costOf(full);
    return [
      {
        id: 'plugins.start',
        what: `${count} plugins: start, more than without`,
        unit: 's',
        value: withThem.start - without.start,
      },
      {
        id: 'plugins.memory',
        what: `${count} plugins: at rest, more than without`,
        unit: 'MB',
        value: withThem.resident - without.resident,
      },
      {
        id: 'plugins.home',
        what: `${count} plugins: script of home, more than without`,
        unit: 'KB',
        value: withThem.home - without.home,
      },
      {
        id: 'plugins.page',
        what: `${onPage} of them on a page: script, more than without`,
        unit: 'KB',
        value: withThem.page - without.page,
      },
    ];
  } finally {
    await bare.remove();
    await full.remove();
  }
}

interface Cost {
  start: number;
  resident: number;
  home: number;
  page: number;
}

async function costOf(workspace: Workspace): Promise<Cost> {
  const starts: number[] = [];
  for (let round = 0; round < rounds; round++) starts.push(await start(workspace, async () => undefined));
  let cost: Omit<Cost, 'start'> = { resident: 0, home: 0, page: 0 };
  await start(workspace, async (portal) => {
    await sleep(settling);
    const resident = figuresOf(portal.pid)?.resident ?? 0;
    const browser = await openBrowser();
    try {
      const scriptOf = async (path: string, useful: string) =>
        (await openCold(browser, new URL(path, portal.url).href, useful)).scriptBytes / 1000;
      const home = await scriptOf('/', 'main a[href^="/catalog"]');
      const page = await scriptOf(
        '/catalog/default/component/playback-gateway',
        'main a[href^="/catalog/default/group/"]',
      );
      cost = { resident, home, page };
    } finally {
      await browser.close();
    }
  });
  return { start: summary(starts).median / 1000, ...cost };
}

/** @returns milliseconds until the catalog answered */
async function start(workspace: Workspace, work: (portal: PortalProcess) => Promise<void>): Promise<number> {
  const portal = await startPortalProcess(workspace);
  try {
    const ready = ({ body }: { body: unknown }) =>
      ((body as { items?: unknown[] } | undefined)?.items?.length ?? 0) > 0;
    const took = await portal.until(list, ready, patience);
    await work(portal);
    return took;
  } finally {
    await portal.stop();
  }
}
