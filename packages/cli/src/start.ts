import { existsSync } from 'node:fs';
import { Command, InvalidArgumentError, Option } from 'commander';
import { ConfigError, guessSource, startPortal, type Portal } from '@callboard/server';
import { Exit, type Io } from './io.ts';
import { countAll, followHarvest } from './progress.ts';
import { untilAskedToStop } from './stop-signal.ts';

interface StartOptions {
  port?: number;
  host?: string;
  data?: string;
  config?: string;
  source: string[];
  token?: string;
  log: 'debug' | 'info' | 'warn' | 'error' | 'silent';
}

const examples = `
Examples:
  callboard start                                    ./callboard.yaml, or the example company where there is none
  callboard start --source ~/code                    a folder of repositories, or one
  callboard start --source https://git.example.org/team/player.git
  callboard start --config deploy/callboard.yaml --host 0.0.0.0
  CALLBOARD_TOKEN=... callboard start                with a token for API callers
`;

export function startCommand(io: Io): Command {
  return new Command('start')
    .option('-p, --port <number>', 'port to listen on; 0 takes a free one (default: 7007)', parsePort)
    .option('--host <address>', 'address to listen on (default: 127.0.0.1)')
    .option('-c, --config <file>', 'configuration to read (default: ./callboard.yaml)')
    .option(
      '-s, --source <target>',
      'folder, git URL or URL of a file to read instead of what is configured; repeatable',
      collect,
      [],
    )
    .option('-d, --data <folder>', 'folder of the embedded database and the caches (default: .callboard)')
    .addOption(new Option('--token <token>', 'a token that API callers may use').env('CALLBOARD_TOKEN'))
    .addOption(
      new Option('--log <level>', 'what to log').choices(['debug', 'info', 'warn', 'error', 'silent']).default('warn'),
    )
    .addHelpText('after', examples)
    .action((options: StartOptions) => start(options, io));
}

async function start(options: StartOptions, io: Io): Promise<void> {
  checkFolders(options.source, io.cwd);
  const stopping = untilAskedToStop();
  const harvest = followHarvest(io);
  const portal = await open(options, (status) => harvest.tell(status));
  io.stdout(`Callboard is at ${portal.url}\n`);
  for (const notice of portal.notices) io.stderr(`${notice}\n`);
  const summary = portal.harvested().then(async () => harvest.end(await portal.sources.list(), await countAll(portal)));
  summary.catch((error: unknown) => io.stderr(`The first harvest cannot be summed up: ${String(error)}\n`));
  await stopping;
  harvest.end();
  await portal.stop();
}

/** A folder that was just typed and is not there is a slip of the finger; one of a configuration may come back. */
function checkFolders(sources: readonly string[], cwd: string): void {
  for (const text of sources) {
    const { type, target } = guessSource(text, cwd);
    if (type === 'folder' && !existsSync(target))
      throw new Exit(
        1,
        `there is no folder ${target}. Check --source ${text}: it takes a folder, a git URL or the URL of a file.`,
      );
  }
}

async function open(
  options: StartOptions,
  onSource: Parameters<typeof startPortal>[0]['onSource'] & {},
): Promise<Portal> {
  const { port, host, data, config, source, token } = options;
  try {
    return await startPortal({
      ...(port !== undefined && { port }),
      ...(host !== undefined && { host }),
      ...(data !== undefined && { dataFolder: data }),
      ...(config !== undefined && { configFile: config }),
      ...(token !== undefined && { token }),
      sources: source,
      logLevel: options.log,
      env: process.env,
      onSource,
    });
  } catch (error) {
    throw new Exit(2, explain(error));
  }
}

/** Why the portal could not start, in words that help. */
export function explain(error: unknown): string {
  if (error instanceof ConfigError) return `the configuration has mistakes:\n${error.message}`;
  if (!(error instanceof Error)) return String(error);
  const { code, address, port } = error as NodeJS.ErrnoException & { address?: string; port?: number };
  if (code === 'EADDRINUSE')
    return `port ${port} is taken on ${address}. Stop what uses it, or choose another with --port.`;
  if (code === 'EACCES' && port !== undefined)
    return `port ${port} may not be used without more rights. Choose one above 1023 with --port.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `there is no address ${address ?? ''} on this machine. Choose another with --host.`;
  return error.message;
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError('It has to be a whole number from 0 to 65535.');
  return port;
}

function collect(value: string, before: string[]): string[] {
  return [...before, value];
}
