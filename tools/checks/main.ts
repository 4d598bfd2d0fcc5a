import { join } from 'node:path';
import type { Check } from './check.ts';
import { checkCodes } from './codes.ts';
import { commandCheck } from './command.ts';
import { checkFolders } from './folders.ts';
import { checkGenerated } from './generated.ts';
import { checkLicences } from './licences.ts';
import { checkLinks } from './links.ts';
import { checkLockFile } from './lock-file.ts';
import { checkNames } from './names.ts';
import { checkSizes, describeSizes } from './sizes.ts';

const root = join(import.meta.dirname, '../..');

const checks: Check[] = [
  commandCheck('types of the server', 'typescript/bin/tsc', ['-p', 'tsconfig.json']),
  commandCheck('types of the web', 'typescript/bin/tsc', ['-p', 'tsconfig.web.json']),
  commandCheck('types of the core, without Node', 'typescript/bin/tsc', ['-p', 'packages/core/tsconfig.json']),
  commandCheck('types of the browser tests', 'typescript/bin/tsc', ['-p', 'tests/browser/tsconfig.json']),
  commandCheck('lint', 'oxlint/bin/oxlint', ['--deny-warnings', '--report-unused-disable-directives']),
  commandCheck('format', 'oxfmt/bin/oxfmt', ['--list-different']),
  commandCheck('unused code', 'knip/bin/knip.js', ['--no-progress']),
  { name: 'file names', run: checkNames },
  { name: 'file sizes', run: checkSizes },
  { name: 'error and finding codes', run: checkCodes },
  { name: 'folders in the architecture page', run: checkFolders },
  { name: 'generated pages', run: checkGenerated },
  { name: 'links in the docs', run: checkLinks },
  { name: 'lock file', run: checkLockFile },
  { name: 'licences of dependencies', run: checkLicences },
];

/** Runs those checks whose name contains one of the words, or all; everything that is wrong, not the first alone. */
async function main(words: string[]): Promise<number> {
  let failures = 0;
  const chosen = checks.filter((check) => words.length === 0 || words.some((word) => check.name.includes(word)));
  for (const check of chosen) {
    const problems = await problemsOf(check);
    if (problems.length > 0) failures += 1;
    const head = problems.length > 0 ? `failed  ${check.name}` : `ok      ${check.name}`;
    process.stdout.write([head, ...problems.map((line) => `        ${line}`)].join('\n') + '\n');
  }
  process.stdout.write(`\n${describeSizes(root)}\n\n${chosen.length - failures} of ${chosen.length} checks are fine\n`);
  return failures > 0 ? 1 : 0;
}

async function problemsOf(check: Check): Promise<string[]> {
  try {
    return await check.run(root);
  } catch (error) {
    return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
  }
}

process.exitCode = await main(process.argv.slice(2));
