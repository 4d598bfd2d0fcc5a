import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportedDeclarations, layOut, reexports, width } from './declarations.ts';

const halves = [
  { name: '@callboard/plugin/server', folder: 'packages/plugin/src/server', project: 'tsconfig.json' },
  { name: '@callboard/plugin/web', folder: 'packages/plugin/src/web', project: 'tsconfig.web.json' },
  { name: '@callboard/plugin/testing', folder: 'packages/plugin/src/testing', project: 'tsconfig.json' },
];

const namesWorthAHeading = 6;

/** `docs/kit-api.md`: all that a plugin can import, in one short file, so that growth is seen in review. */
export function kitReport(root: string): string {
  const output = mkdtempSync(join(tmpdir(), 'callboard-kit-'));
  try {
    for (const project of new Set(halves.map((half) => half.project))) emitDeclarations(root, project, output);
    const sections = halves.flatMap((half) => [
      '',
      `## ${half.name}`,
      '',
      '```ts',
      ...exportsOf(join(output, half.folder)),
      '```',
    ]);
    return [
      '# The kit: what a plugin can import',
      '',
      'Generated from `packages/plugin` by `npm run generate`; do not edit. Doc comments stand in the source.',
      ...sections,
      '',
      '## From `@callboard/core`, through `@callboard/plugin/server`',
      '',
      ...coreNames(join(output, 'packages/plugin/src/server')),
      '',
    ].join('\n');
  } finally {
    rmSync(output, { recursive: true });
  }
}

function emitDeclarations(root: string, project: string, output: string): void {
  const flags = ['--noEmit', 'false', '--emitDeclarationOnly', '--declaration', '--removeComments', '--rootDir', root];
  const script = join(root, 'node_modules/typescript/bin/tsc');
  const args = [script, '-p', project, ...flags, '--outDir', output];
  const result = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  if (!existsSync(join(output, 'packages'))) throw new Error(`tsc wrote no declarations: ${result.stdout}`);
}

/** What one half's index hands on from its own modules. */
function exportsOf(folder: string): string[] {
  const index = readDeclarations(folder, 'index.ts');
  return [...reexports(index)].flatMap(([module, names]) => {
    if (module === './core.ts') return [];
    if (!module.startsWith('./')) return [`// ${module}: ${names === 'all' ? 'everything' : names.join(', ')}`];
    const declarations = exportedDeclarations(readDeclarations(folder, module));
    const wanted = names === 'all' ? [...declarations.keys()] : names;
    const lines = withProps(wanted, declarations).flatMap(layOut);
    // A heading over one or two names tells less than the names do.
    return wanted.length >= namesWorthAHeading ? [`// ${module}`, ...lines] : lines;
  });
}

/** Declarations in order; the props of a component stand in its own line where they fit. */
function withProps(names: readonly string[], declarations: ReadonlyMap<string, string>): string[] {
  const texts = new Map(names.map((name) => [name, declarations.get(name) ?? `${name}: not found`]));
  for (const [name, text] of texts) {
    const props = /^function \w+\((?:\{[^}]*\}|props): (\w+Props)\)/.exec(text)?.[1];
    const fields = props && /^interface \w+ (\{.*\})$/.exec(texts.get(props) ?? '')?.[1];
    if (!fields || fields.length > width - 40) continue;
    texts.set(
      name,
      text.replace(/\((?:\{[^}]*\}|props): \w+Props\)/, () => `(props: ${fields})`),
    );
    if (![...texts].some(([other, one]) => other !== name && other !== props && one.includes(props)))
      texts.delete(props);
  }
  return [...texts.values()];
}

function readDeclarations(folder: string, module: string): string {
  const path = join(folder, module.replace(/\.tsx?$/, '.d.ts'));
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

/** Names that the kit hands on from the core, in flowing lines. */
function coreNames(folder: string): string[] {
  const names = reexports(readDeclarations(folder, 'core.ts')).get('@callboard/core') ?? [];
  const lines: string[] = [];
  for (const name of names === 'all' ? [] : names) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + name.length + 4 < width) lines[lines.length - 1] = `${last} \`${name}\``;
    else lines.push(`\`${name}\``);
  }
  return lines;
}
