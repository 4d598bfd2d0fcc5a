import { resolve } from 'node:path';
import { Command } from 'commander';
import { checkPlugin } from '@callboard/server';
import { Exit, type Io } from '../io.ts';

const examples = `
Examples:
  callboard plugin check hello
  callboard plugin check hello parcel --against ../callboard-next     before an upgrade: which would break, and why

Exit code: 0 when all is well, 1 with something wrong, 2 when it could not run.
`;

export function checkCommand(io: Io): Command {
  return new Command('check')
    .description('say what is wrong with plugins, without running them')
    .argument('[folders...]', 'of plugins, source or built', ['.'])
    .option('--against <version>', 'checkout of another version of Callboard, or its surface.json')
    .addHelpText('after', examples)
    .action(async (folders: string[], { against }: { against?: string }) => {
      let wrong = 0;
      for (const folder of folders) {
        const problems = await check(resolve(io.cwd, folder), against && resolve(io.cwd, against));
        if (!problems.length) io.stdout(`${folder}: fine\n`);
        for (const { message, hint } of problems) io.stdout(`${folder}: ${message}\n    ${hint}\n`);
        wrong += problems.length;
      }
      if (wrong) throw new Exit(1);
    });
}

async function check(folder: string, against: string | undefined): ReturnType<typeof checkPlugin> {
  try {
    return await checkPlugin(folder, against);
  } catch (error) {
    throw new Exit(2, (error as Error).message);
  }
}
