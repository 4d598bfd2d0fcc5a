import { resolve } from 'node:path';
import { Command } from 'commander';
import { checkPlugin, packPlugin } from '@callboard/server';
import { Exit, type Io } from '../io.ts';

export function packCommand(io: Io): Command {
  return new Command('pack')
    .description('make one file of a plugin, which any portal installs and "npm publish" takes')
    .argument('[folder]', 'of the plugin', '.')
    .option('-o, --out <folder>', 'where to put the file', '.')
    .action(async (folder: string, { out }: { out: string }) => {
      const source = resolve(io.cwd, folder);
      const [problem] = await checkPlugin(source);
      if (problem) throw new Exit(1, `${problem.message}\n${problem.hint}`);
      io.stdout(`${await packPlugin(source, resolve(io.cwd, out))}\n`);
    });
}
