import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockedPackages } from '../locked-packages.ts';
import { markdownTable } from './table.ts';

interface PackageFile {
  dependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
}

/** `docs/dependencies.md`: what a running Callboard is made of besides itself, and under which licences. */
export function dependenciesPage(root: string): string {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as PackageFile;
  const direct = new Set([...Object.keys(manifest.dependencies), ...Object.keys(manifest.optionalDependencies)]);
  const licences = new Map<string, string>();
  for (const entry of lockedPackages(root)) {
    if (!entry.development) licences.set(entry.name, entry.licence ?? 'not stated');
  }
  const rows = [...licences].map(([name, licence]) => [
    `\`${name}\``,
    licence,
    direct.has(name) ? 'by us' : 'by another',
  ]);
  return [
    '# Dependencies and their licences',
    '',
    'Generated from `package-lock.json` by `npm run generate`; do not edit. These are the packages that a running Callboard loads;',
    'those that only builds and tests use are not listed. `npm run check` refuses any licence that is not permissive.',
    '',
    markdownTable(['Package', 'Licence', 'Asked for'], rows),
    '',
  ].join('\n');
}
