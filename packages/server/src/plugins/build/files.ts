/** The files that a plugin consists of. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** Not part of a plugin: what was installed beside it, its history, its tests, what other builds made. */
const FOREIGN = /^(node_modules|dist|\..*|.*\.test\.tsx?)$/;

/** Whether a path inside the folder of a plugin belongs to the plugin. */
export function isSource(path: string, folder: string): boolean {
  return relative(folder, path)
    .split(sep)
    .every((part) => part === '' || !FOREIGN.test(part));
}

/** Hash of all that a plugin consists of, and of what builds it. */
export function contentHash(folder: string, builder: string): string {
  const hash = createHash('sha256').update(builder);
  const add = (path: string) => {
    for (const entry of readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (FOREIGN.test(entry.name)) continue;
      const inner = join(path, entry.name);
      if (entry.isDirectory()) add(inner);
      else if (entry.isFile()) hash.update(`\0${relative(folder, inner)}\0`).update(readFileSync(inner));
    }
  };
  add(folder);
  return hash.digest('hex').slice(0, 20);
}
