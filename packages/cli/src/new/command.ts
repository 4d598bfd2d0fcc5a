import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { Exit, type Io } from '../io.ts';
import { helloPlugin } from './hello-plugin.ts';

const examples = `
Examples:
  callboard new plugin build-times
  callboard plugin dev build-times      see it, at /build-times
`;

export function newCommand(io: Io): Command {
  return new Command('new').addCommand(
    new Command('plugin')
      .description('write a plugin to begin with: a page, the API behind it, and a test')
      .argument('<id>', 'lower-case letters, digits and dashes; the name of the folder, too')
      .option('-o, --out <folder>', 'folder to put its folder in', '.')
      .addHelpText('after', examples)
      .action((id: string, { out }: { out: string }) => writePlugin(id, resolve(io.cwd, out), io)),
  );
}

function writePlugin(id: string, into: string, io: Io): void {
  if (!/^[a-z][a-z0-9-]{0,62}$/.test(id))
    throw new Exit(2, `${id} cannot be the id of a plugin: use lower-case letters, digits and dashes`);
  const folder = join(into, id);
  if (existsSync(folder)) throw new Exit(2, `${folder} is there already`);
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(helloPlugin(id))) {
    writeFileSync(join(folder, name), text);
    io.stdout(`${join(folder, name)}\n`);
  }
  io.stdout(`\nSee it:   npx callboard plugin dev ${folder}\nTest it:  npx callboard plugin test ${folder}\n`);
}
