import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportedDeclarations, layOut, reexports } from './declarations.ts';

const halves = [
  { name: '@callboard/plugin/server', folder: 'packages/plugin/src/server', project: 'tsconfig.json' },
  { name: '@callboard/plugin/web', folder: 'packages/plugin/src/web', project: 'tsconfig.web.json' },
  { name: '@callboard/plugin/testing', folder: 'packages/plugin/src/testing', project: 'tsconfig.json' },
];

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
      ...coreNames(join(output, 'packages/core/src')),
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
    if (!module.startsWith('./')) return [`// ${module}: ${names === 'all' ? 'everything' : names.join(', ')}`];
    const declarations = exportedDeclarations(readDeclarations(folder, module));
    const wanted = names === 'all' ? [...declarations.keys()] : names;
    return [`// ${module}`, ...wanted.flatMap((name) => layOut(declarations.get(name) ?? `${name}: not found`))];
  });
}

function readDeclarations(folder: string, module: string): string {
  const path = join(folder, module.replace(/\.tsx?$/, '.d.ts'));
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

function coreNames(folder: string): string[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.d.ts') && !name.includes('.test.'));
  return files.toSorted().flatMap((file) => {
    const names = [...exportedDeclarations(readFileSync(join(folder, file), 'utf8')).keys()];
    return names.length > 0 ? [`- ${file.replace('.d.ts', '')}: ${names.map((name) => `\`${name}\``).join(', ')}`] : [];
  });
}
