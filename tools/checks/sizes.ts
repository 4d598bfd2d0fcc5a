import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFiles } from '../files.ts';

const limit = 500;

/** No file of code is longer than 500 lines, but those that say in their first line that they are a table of data. */
export function checkSizes(root: string): string[] {
  return codeFiles(root)
    .filter((file) => file.lines > limit && !file.dataTable)
    .map((file) => `${file.path}: ${file.lines} lines, more than ${limit}. Split it by what its parts are about.`);
}

/** The figures that the budgets in the architecture speak of, in one line. */
export function describeSizes(root: string): string {
  const files = codeFiles(root).filter((file) => !file.dataTable);
  const sorted = files.map((file) => file.lines).toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  const long = files.filter((file) => file.lines > 300).map((file) => `${file.path} (${file.lines})`);
  const figures = `${files.length} files of code, median ${at(0.5)} lines, 90th percentile ${at(0.9)}`;
  return long.length > 0 ? `${figures}; over 300: ${long.join(', ')}` : figures;
}

interface CodeFile {
  path: string;
  lines: number;
  dataTable: boolean;
}

function codeFiles(root: string): CodeFile[] {
  const paths = projectFiles(root).filter(
    (path) => /\.(ts|tsx|mjs|css|sql)$/.test(path) && !path.startsWith('examples/'),
  );
  return paths.map((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    return { path, lines: text.split('\n').length - 1, dataTable: text.startsWith('// data table') };
  });
}
