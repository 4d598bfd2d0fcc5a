#!/usr/bin/env node
// The way in to everything: makes the checkout ready, then hands over to the command line (or a tool) on the pinned Node.
// Plain JavaScript for Node 18 and later, because it is what runs before that Node is there.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './launch/install.mjs';
import { findNode } from './launch/node-binary.mjs';
import { frugal, frugalWhenPinned, handOver } from './launch/hand-over.mjs';
import { ensureLibraries, libraryFlags } from './launch/libraries.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** What `--tool <name>` runs. */
const tools = {
  test: 'tools/test/main.ts',
  check: 'tools/checks/main.ts',
  generate: 'tools/generate/main.ts',
  bench: 'tools/bench/main.ts',
  pictures: 'tools/pictures/main.ts',
};

async function main(args) {
  ensureInstalled(root);
  const node = findNode(root);
  if (args[0] === '--tool') {
    const [, name, ...rest] = args;
    if (name === 'build') return build(node);
    if (!(name in tools))
      throw new Error(`There is no tool '${name}'. There are: ${Object.keys(tools).join(', ')}, build`);
    return handOver(root, node, [join(root, tools[name]), ...rest]);
  }
  if (args[0] === 'start' && !args.includes('--help') && !args.includes('-h')) await build(node);
  return handOver(
    root,
    node,
    [join(root, 'packages/cli/src/main.ts'), ...args],
    [...frugal, ...(node.startsWith(root) ? frugalWhenPinned : []), ...libraryFlags(root)],
  );
}

/** What a start needs and a checkout does not hold; each is built once per change. */
async function build(node) {
  const { ensureWebBuilt } = await import('./launch/web-build.mjs');
  await Promise.all([ensureWebBuilt(root, node), ensureLibraries(root, node)]);
}

main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`callboard: ${error.message}\n`);
  process.exitCode = 1;
});
