import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorTable, findingCodes } from '@callboard/core';
import { projectFiles } from '../files.ts';

/** Where codes are defined; a mention there is no use. */
const tables = new Set(['packages/core/src/errors.ts', 'packages/core/src/finding-codes.ts']);

/** Every code of the two tables is used by something, and no code is used that neither table has. */
export function checkCodes(root: string): string[] {
  const sources = projectFiles(root).filter(isSource);
  const texts = sources.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
  return wrongCodes(texts, [...Object.keys(errorTable), ...findingCodes.map((row) => row.code)]);
}

function isSource(path: string): boolean {
  return /^(packages|plugins)\/.*\.tsx?$/.test(path) && !path.includes('.test.') && !tables.has(path);
}

interface Source {
  path: string;
  text: string;
}

/** One line for each code without use and each use without a code. */
export function wrongCodes(sources: Source[], codes: string[]): string[] {
  const known = new Set(codes);
  const unused = codes.filter((code) => !sources.some(({ text }) => text.includes(`'${code}'`)));
  const unknown = sources.flatMap(({ path, text }) =>
    [...text.matchAll(/(?:\bcode:\s*|\b\w*Error\()'([a-z]+(?:-[a-z]+)+)'/g)]
      .map((match) => match[1] ?? '')
      .filter((code) => !known.has(code))
      .map((code) => `${path}: the code '${code}' is in neither table`),
  );
  return [...unused.map((code) => `the code '${code}' is used by nothing`), ...unknown];
}
