import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const outside = new Set(['node_modules', 'test-results', 'playwright-report', 'coverage']);
const page = 'docs/architecture.md';

/** Every top folder, and every package and plugin, has its line on the architecture page. */
export function checkFolders(root: string): string[] {
  const text = readFileSync(join(root, page), 'utf8');
  const top = foldersIn(root, '').filter((name) => !name.startsWith('.') && !outside.has(name));
  const wanted = [...top, ...foldersIn(root, 'packages'), ...foldersIn(root, 'plugins')];
  return wanted.filter((name) => !text.includes(`\`${name}/\``)).map((name) => `${page}: no line about \`${name}/\``);
}

function foldersIn(root: string, folder: string): string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return folder ? names.map((name) => `${folder}/${name}`) : names;
}
