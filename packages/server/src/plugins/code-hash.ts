/** Tells one build from another. Versions do not: in a checkout, code changes without them. */
import { createHash, type Hash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { endianness } from 'node:os';
import { join } from 'node:path';

const CODE = /\.([cm]?[jt]s|json|yaml)$/;
const TEST = /\.test\.ts$/;

/** Hash of all server code in some folders, and of what runs it. */
export function codeHash(folders: readonly string[]): string {
  const hash = createHash('sha256').update(`${process.version} ${endianness()}`);
  for (const folder of folders) addFolder(hash, folder, '');
  return hash.digest('hex');
}

function addFolder(hash: Hash, folder: string, path: string): void {
  const entries = readdirSync(join(folder, path), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const inner = `${path}/${entry.name}`;
    if (entry.isDirectory()) {
      if (entry.name !== 'node_modules') addFolder(hash, folder, inner);
    } else if (entry.isFile() && CODE.test(entry.name) && !TEST.test(entry.name)) {
      hash.update(`\0${inner}\0`).update(readFileSync(join(folder, inner)));
    }
  }
}
