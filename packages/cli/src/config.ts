import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { Command } from 'commander';
import { z } from 'zod';
import { ConfigError, configSchema, loadConfig } from '@callboard/server';
import { Exit, type Io } from './io.ts';

export function configCommand(io: Io): Command {
  const command = new Command('config').addHelpText('after', examples);
  command
    .command('check')
    .argument('[file]', 'the configuration to check', 'callboard.yaml')
    .description('say everything that is wrong with a configuration')
    .action((file: string) => checkConfig(file, io));
  command
    .command('schema')
    .description('print the JSON Schema of callboard.yaml')
    .action(() => io.stdout(`${JSON.stringify(z.toJSONSchema(configSchema, { io: 'input' }), null, 2)}\n`));
  return command;
}

const examples = `
Examples:
  callboard config check
  callboard config check deploy/callboard.yaml
  callboard config schema > callboard.schema.json
`;

function checkConfig(file: string, io: Io): void {
  const path = resolve(io.cwd, file);
  const shown = relative(io.cwd, path) || file;
  if (!existsSync(path)) throw new Exit(2, `there is no ${shown}`);
  try {
    loadConfig(path, process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    for (const problem of error.problems) {
      const place = `${relative(io.cwd, problem.file)}:${problem.line}:${problem.column}`;
      io.stdout(`${place}  ${problem.path || '(top)'}: ${problem.message}\n`);
    }
    const count = error.problems.length;
    throw new Exit(1, `${count} ${count === 1 ? 'problem' : 'problems'} in ${shown}`);
  }
  io.stdout(`${shown} is fine\n`);
}
