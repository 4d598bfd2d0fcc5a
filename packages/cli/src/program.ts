import { Command, CommanderError } from 'commander';
import { Exit, type Io } from './io.ts';
import manifest from '../package.json' with { type: 'json' };

interface Entry {
  name: string;
  description: string;
  /** Absent for a command that reads its arguments itself. */
  load?(io: Io): Promise<Command>;
}

/** A command's file is loaded only when it is called. */
const commands: readonly Entry[] = [
  { name: 'start', description: 'start the portal', load: async (io) => (await import('./start.ts')).startCommand(io) },
  { name: 'validate', description: 'check descriptors, without a portal and offline' },
  {
    name: 'harvest',
    description: 'read one source, keep nothing, and say what a portal would show',
    load: async (io) => (await import('./harvest.ts')).harvestCommand(io),
  },
  {
    name: 'config',
    description: 'check or explain callboard.yaml',
    load: async (io) => (await import('./config.ts')).configCommand(io),
  },
  {
    name: 'new',
    description: 'write a plugin to begin with',
    load: async (io) => (await import('./new/command.ts')).newCommand(io),
  },
  {
    name: 'plugin',
    description: 'develop, test, check and pack plugins',
    load: async (io) => (await import('./plugin/command.ts')).pluginCommand(io),
  },
];

const examples = `
Examples:
  callboard start                       the portal of ./callboard.yaml, or the example company
  callboard start --source ~/code       … of a folder of repositories
  callboard validate .                  check every descriptor below this folder
  callboard harvest ~/code/player       see what one repository would bring in
  callboard config check                see everything that is wrong with ./callboard.yaml
`;

/** Runs `callboard ...args`. @returns the exit code: 0 fine, 1 found something wrong, 2 could not run */
export async function runCli(args: string[], io: Io): Promise<number> {
  if (args[0] === 'validate') {
    const { runValidate } = await import('./validate.ts');
    return runValidate(args.slice(1), io);
  }
  const program = new Command('callboard')
    .description('Callboard: one live graph of your software, teams and ownership.')
    .version(manifest.version, '--version', 'print the version')
    .helpOption('-h, --help', 'explain')
    .addHelpText('after', examples);
  for (const entry of commands) {
    const command = entry.name === args[0] && entry.load ? await entry.load(io) : new Command(entry.name);
    program.addCommand(command.description(entry.description));
  }
  for (const command of withDescendants(program)) {
    command
      .exitOverride()
      .configureOutput({ writeOut: (text) => io.stdout(text), writeErr: (text) => io.stderr(text) });
  }
  try {
    await program.parseAsync(args.length > 0 ? args : ['--help'], { from: 'user' });
    return 0;
  } catch (error) {
    return exitCodeOf(error, io);
  }
}

function exitCodeOf(error: unknown, io: Io): number {
  // Commander has said what is wrong already; help and version end there too, with 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof Exit) {
    if (error.message) io.stderr(`callboard: ${error.message}\n`);
    return error.code;
  }
  io.stderr(`callboard: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return 2;
}

function withDescendants(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withDescendants)];
}
