import { Command } from 'commander';
import type { Io } from '../io.ts';

const examples = `
Examples:
  callboard new plugin hello            a plugin to begin with, in ./hello
  callboard plugin dev hello            a portal with it, which follows every change
  callboard plugin test hello           its tests
  callboard plugin check hello          what is wrong with it
  callboard plugin pack hello           one file to install anywhere
`;

export async function pluginCommand(io: Io): Promise<Command> {
  const { buildCommand } = await import('./build.ts');
  const { checkCommand } = await import('./check.ts');
  const { packCommand } = await import('./pack.ts');
  const { testCommand } = await import('./test.ts');
  const { devCommand } = await import('./dev.ts');
  const command = new Command('plugin').addHelpText('after', examples);
  for (const make of [devCommand, testCommand, checkCommand, buildCommand, packCommand]) command.addCommand(make(io));
  return command;
}
