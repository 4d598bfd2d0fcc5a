/** The files of a commit. */

export interface TreeFile {
  path: string;
  /** Id of the content. */
  id: string;
}

/** Reads the output of `git ls-tree -r -z`. Links and submodules are left out: they have no content of their own. */
export function parseTree(listing: Buffer): TreeFile[] {
  const files: TreeFile[] = [];
  for (const line of listing.toString('utf8').split('\0')) {
    const tab = line.indexOf('\t');
    const [mode, type, id] = line.slice(0, tab).split(' ');
    if (tab > 0 && type === 'blob' && mode !== '120000' && id) files.push({ path: line.slice(tab + 1), id });
  }
  return files;
}
