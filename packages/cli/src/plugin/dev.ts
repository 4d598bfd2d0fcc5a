import { mkdtempSync, watch } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { startPortal, type Portal } from '@callboard/server';
import { Exit, type Io } from '../io.ts';
import { explain } from '../start.ts';
import { untilAskedToStop } from '../stop-signal.ts';

/** Milliseconds in which changes are gathered: saving one file may be several. */
const GATHER = 60;

interface DevOptions {
  port: string;
  config?: string;
}

export function devCommand(io: Io): Command {
  return new Command('dev')
    .description('start a portal with a plugin, which follows every change of it')
    .argument('[folder]', 'of the plugin', '.')
    .option('-p, --port <number>', 'port to listen on', '7007')
    .option('-c, --config <file>', 'configuration of the portal (default: ./callboard.yaml, or the example company)')
    .action((folder: string, options: DevOptions) => dev(resolve(io.cwd, folder), options, io));
}

async function dev(folder: string, { port, config }: DevOptions, io: Io): Promise<void> {
  const stopping = untilAskedToStop();
  const dataFolder = mkdtempSync(join(tmpdir(), 'callboard-dev-'));
  try {
    const portal = await startPortal({
      port: Number(port),
      dataFolder,
      databaseUrl: '',
      pluginFolders: [folder],
      logLevel: 'warn',
      env: process.env,
      ...(config !== undefined && { configFile: resolve(io.cwd, config) }),
    });
    io.stdout(`Callboard is at ${portal.url}\n`);
    await report(portal, folder, io);
    const stopWatching = follow(folder, () => portal.reloadPlugins().then(() => report(portal, folder, io)));
    await stopping;
    stopWatching();
    await portal.stop();
  } catch (error) {
    throw new Exit(2, explain(error));
  } finally {
    await rm(dataFolder, { recursive: true, force: true });
  }
}

function follow(folder: string, onChange: () => Promise<void>): () => void {
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(folder, { recursive: true }, (_event, name) => {
    if (name === null || /^(node_modules|dist|\.git)\b/.test(name)) return;
    clearTimeout(timer);
    timer = setTimeout(() => void onChange(), GATHER);
  });
  return () => {
    clearTimeout(timer);
    watcher.close();
  };
}

/** Says whether the plugin runs, each time that it was looked at. */
async function report(portal: Portal, folder: string, io: Io): Promise<void> {
  const plugin = portal.plugins().find((one) => one.folder === folder);
  if (plugin?.error) io.stderr(`${plugin.id}: ${plugin.error}\n`);
  else io.stdout(`${plugin?.id ?? folder} runs${plugin ? ` (${portal.url}/api/${plugin.id})` : ''}\n`);
}
