import { resolve } from 'node:path';
import { Command } from 'commander';
import { makePlugin } from '@callboard/server';
import { Exit, type Io } from '../io.ts';

export function buildCommand(io: Io): Command {
  return new Command('build')
    .description('make of a plugin what portals run, which they otherwise do themselves')
    .argument('[folder]', 'of the plugin', '.')
    .option('-o, --out <folder>', 'where to put it (default: <folder>/dist)')
    .action(async (folder: string, { out }: { out?: string }) => {
      const source = resolve(io.cwd, folder);
      const target = out === undefined ? resolve(source, 'dist') : resolve(io.cwd, out);
      try {
        await makePlugin(source, target);
      } catch (error) {
        throw new Exit(1, (error as Error).message);
      }
      io.stdout(`${target}\n`);
    });
}
