import { z } from 'zod';
import {
  bearer,
  encodePath,
  pathParts,
  type HostIntegration,
  type ScmFile,
  type ScmProvider,
  type TreePage,
} from './provider.ts';

const KINDS = new Set(['blob', 'tree', 'raw', 'edit', 'blame']);
const PAGE_SIZE = 100;
const treeBody = z.array(z.object({ path: z.string(), type: z.string(), id: z.string() }));

export const gitlab: ScmProvider = {
  name: 'gitlab',
  hosts: ['gitlab.com'],
  gitUser: 'oauth2',
  parseFile(url, known) {
    const parts = pathParts(url);
    const dash = parts.indexOf('-');
    // URLs of before 2020 have no dash.
    const at = dash > 0 ? dash + 1 : known ? parts.findIndex((part, index) => index > 1 && KINDS.has(part)) : -1;
    const kind = parts[at];
    const project = parts.slice(0, dash > 0 ? dash : at);
    if (at < 2 || !kind || !KINDS.has(kind) || project.length < 2) return undefined;
    const [ref = '', ...rest] = parts.slice(at + 1);
    return { owner: project.slice(0, -1).join('/'), name: project.at(-1)!, ref, path: rest.join('/') };
  },
  repositoryUrl: (repository) =>
    `${repository.base}/${encodePath(repository.owner)}/${encodeURIComponent(repository.name)}`,
  fileUrl: (file) => page(file, 'blob'),
  editUrl: (file) => page(file, 'edit'),
  folderUrl: (folder) => `${page(folder, 'tree').replace(/\/$/, '')}/`,
  read: (file, host) => ({
    url: `${api(file, host)}/files/${encodeURIComponent(file.path)}/raw?ref=${encodeURIComponent(file.ref || 'HEAD')}`,
    ...bearer(host),
  }),
  tree: (file, number, host) => ({
    url: `${api(file, host)}/tree?recursive=true&per_page=${PAGE_SIZE}&page=${number}&ref=${encodeURIComponent(file.ref || 'HEAD')}`,
    ...bearer(host),
  }),
  parseTree(body): TreePage {
    const all = treeBody.parse(body);
    const entries = all.filter(({ type }) => type === 'blob').map(({ path, id }) => ({ path, sha: id }));
    return { entries, rest: all.length === PAGE_SIZE ? 'next-page' : 'none' };
  },
};

function page(file: ScmFile, kind: string): string {
  return `${gitlab.repositoryUrl(file)}/-/${kind}/${encodePath(file.ref)}/${encodePath(file.path)}`;
}

function api(file: ScmFile, host: HostIntegration | undefined): string {
  const root = (host?.apiBaseUrl ?? `${file.base}/api/v4`).replace(/\/$/, '');
  return `${root}/projects/${encodeURIComponent(`${file.owner}/${file.name}`)}/repository`;
}
