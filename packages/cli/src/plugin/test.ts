import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { Command } from 'commander';
import { Exit, type Io } from '../io.ts';

/** Runs the tests of a plugin, which needs nothing installed beside it: runner and kit are the portal's. */
export function testCommand(io: Io): Command {
  return new Command('test')
    .description('run the tests of a plugin')
    .argument('[folder]', 'of the plugin', '.')
    .option('-w, --watch', 'run them again with every change', false)
    .action(async (folder: string, { watch }: { watch: boolean }) => {
      const root = resolve(io.cwd, folder);
      if (!existsSync(join(root, 'plugin.yaml'))) throw new Exit(2, `there is no plugin.yaml in ${root}`);
      const runner = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
      const config = join(import.meta.dirname, 'vitest.config.ts');
      const args = [runner, watch ? 'watch' : 'run', '--root', root, '--config', config];
      const child = spawn(process.execPath, args, { stdio: 'inherit' });
      const [code] = (await once(child, 'exit')) as [number | null];
      if (code !== 0) throw new Exit(1);
    });
}
