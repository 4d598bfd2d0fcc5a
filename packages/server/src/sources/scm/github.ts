import { z } from 'zod';
import {
  bearer,
  encodePath,
  pathParts,
  type HostIntegration,
  type ScmFile,
  type ScmProvider,
  type ScmRepository,
  type TreePage,
} from './provider.ts';

const KINDS = new Set(['blob', 'tree', 'raw', 'edit', 'blame']);
const treeBody = z.object({
  tree: z.array(z.object({ path: z.string(), type: z.string(), sha: z.string() })),
  truncated: z.boolean().default(false),
});

/** GitHub and GitHub Enterprise. */
export const github: ScmProvider = {
  name: 'github',
  hosts: ['github.com', 'raw.githubusercontent.com'],
  gitUser: 'x-access-token',
  parseFile(url, known) {
    const [owner, name, ...rest] = pathParts(url);
    if (!owner || !name) return undefined;
    if (url.host === 'raw.githubusercontent.com') return { base: 'https://github.com', ...withRef(owner, name, rest) };
    const [kind, ...after] = rest;
    if (!kind || !KINDS.has(kind) || (!known && kind !== 'blob')) return undefined;
    return withRef(owner, name, after);
  },
  repositoryUrl: (repository) => `${repository.base}/${repositoryPath(repository)}`,
  fileUrl: (file) => page(file, 'blob'),
  editUrl: (file) => page(file, 'edit'),
  folderUrl: (folder) => `${page(folder, 'tree').replace(/\/$/, '')}/`,
  read(file, host) {
    // Without a token the raw host answers: it does not count against the hourly budget of the API.
    if (!host?.token && !host?.apiBaseUrl && file.base === 'https://github.com') {
      return {
        url: `${host?.rawBaseUrl ?? 'https://raw.githubusercontent.com'}/${repositoryPath(file)}/${encodePath(file.ref)}/${encodePath(file.path)}`,
      };
    }
    return {
      url: `${api(file, host)}/contents/${encodePath(file.path)}${file.ref ? `?ref=${encodeURIComponent(file.ref)}` : ''}`,
      headers: { accept: 'application/vnd.github.raw+json' },
      ...bearer(host),
    };
  },
  tree: (file, _page, host) => ({
    url: `${api(file, host)}/git/trees/${encodeURIComponent(file.ref)}?recursive=1`,
    headers: { accept: 'application/vnd.github+json' },
    ...bearer(host),
  }),
  parseTree(body): TreePage {
    const { tree, truncated } = treeBody.parse(body);
    return {
      entries: tree.filter(({ type }) => type === 'blob').map(({ path, sha }) => ({ path, sha })),
      rest: truncated ? 'unlisted' : 'none',
    };
  },
};

function withRef(owner: string, name: string, parts: string[]) {
  const [first = '', ...rest] = parts[0] === 'refs' ? parts.slice(2) : parts;
  return { owner, name, ref: first, path: rest.join('/') };
}

function repositoryPath(file: ScmRepository): string {
  return `${encodePath(file.owner)}/${encodeURIComponent(file.name)}`;
}

function page(file: ScmFile, kind: string): string {
  return `${file.base}/${repositoryPath(file)}/${kind}/${encodePath(file.ref)}/${encodePath(file.path)}`;
}

function api(file: ScmFile, host: HostIntegration | undefined): string {
  const root =
    host?.apiBaseUrl ?? (file.base === 'https://github.com' ? 'https://api.github.com' : `${file.base}/api/v3`);
  return `${root.replace(/\/$/, '')}/repos/${repositoryPath(file)}`;
}
