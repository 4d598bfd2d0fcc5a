import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const ignored = new Set([
  '.git',
  'node_modules',
  'dist',
  '.callboard',
  'coverage',
  'test-results',
  'playwright-report',
  '.DS_Store',
]);

/** Paths of all files of the project, relative to its root, with forward slashes, sorted; nothing installed or built. */
export function projectFiles(root: string, folder = ''): string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  const paths = entries
    .filter((entry) => !ignored.has(entry.name))
    .flatMap((entry) => {
      const path = folder ? `${folder}/${entry.name}` : entry.name;
      return entry.isDirectory() ? projectFiles(root, path) : [path];
    });
  return paths.toSorted();
}
