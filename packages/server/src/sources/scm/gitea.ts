import { z } from 'zod';
import {
  encodePath,
  pathParts,
  type HostIntegration,
  type ScmFile,
  type ScmProvider,
  type ScmRepository,
  type ScmRequest,
  type TreePage,
} from './provider.ts';

const REF_TYPES = new Set(['branch', 'tag', 'commit']);
const treeBody = z.object({
  tree: z.array(z.object({ path: z.string(), type: z.string(), sha: z.string() })),
  truncated: z.boolean().default(false),
});

/** Gitea and Forgejo. */
export const gitea: ScmProvider = {
  name: 'gitea',
  hosts: ['codeberg.org', 'gitea.com'],
  gitUser: 'callboard',
  parseFile(url) {
    const [owner, name, kind, type, ref, ...rest] = pathParts(url);
    if (!owner || !name) return undefined;
    if ((kind === 'src' || kind === 'raw') && type && REF_TYPES.has(type) && ref)
      return { owner, name, ref, path: rest.join('/') };
    if (kind === '_edit' && type) return { owner, name, ref: type, path: [ref, ...rest].join('/') };
    return undefined;
  },
  repositoryUrl,
  fileUrl: (file) => `${repositoryUrl(file)}/src/${refType(file.ref)}/${encodePath(file.ref)}/${encodePath(file.path)}`,
  editUrl: (file) => `${repositoryUrl(file)}/_edit/${encodePath(file.ref)}/${encodePath(file.path)}`,
  folderUrl: (folder) => `${gitea.fileUrl(folder).replace(/\/$/, '')}/`,
  read: (file, host) => ({
    url: `${api(file, host)}/raw/${encodePath(file.path)}${file.ref ? `?ref=${encodeURIComponent(file.ref)}` : ''}`,
    ...token(host),
  }),
  tree: (file, page, host) => ({
    url: `${api(file, host)}/git/trees/${encodeURIComponent(file.ref)}?recursive=true&per_page=1000&page=${page}`,
    ...token(host),
  }),
  parseTree(body): TreePage {
    const { tree, truncated } = treeBody.parse(body);
    return {
      entries: tree.filter(({ type }) => type === 'blob').map(({ path, sha }) => ({ path, sha })),
      rest: truncated ? 'next-page' : 'none',
    };
  },
};

function repositoryUrl(repository: ScmRepository): string {
  return `${repository.base}/${encodePath(repository.owner)}/${encodeURIComponent(repository.name)}`;
}

function refType(ref: string): string {
  return /^[0-9a-f]{40,}$/.test(ref) ? 'commit' : 'branch';
}

function api(file: ScmFile, host: HostIntegration | undefined): string {
  const root = (host?.apiBaseUrl ?? `${file.base}/api/v1`).replace(/\/$/, '');
  return `${root}/repos/${encodePath(file.owner)}/${encodeURIComponent(file.name)}`;
}

function token(host: HostIntegration | undefined): Pick<ScmRequest, 'credentials'> {
  return host?.token ? { credentials: { authorization: `token ${host.token}` } } : {};
}
