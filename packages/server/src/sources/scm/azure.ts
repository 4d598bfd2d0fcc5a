import { basic, encodePath, pathParts, type ScmFile, type ScmProvider, type ScmRepository } from './provider.ts';

/** Azure DevOps, as a service and on a company's own server. Path and version stand in the query. */
export const azure: ScmProvider = {
  name: 'azure',
  hosts: ['dev.azure.com'],
  gitUser: 'callboard',
  parseFile(url) {
    const parts = pathParts(url);
    const at = parts.indexOf('_git');
    const name = parts[at + 1];
    const path = url.searchParams.get('path');
    if (at < 1 || !name || path === null) return undefined;
    const wanted = url.searchParams.get('version') ?? '';
    return {
      owner: parts.slice(0, at).join('/'),
      name,
      ref: wanted.replace(/^G[BTC]/, ''),
      path: path.replace(/^\/+/, ''),
    };
  },
  repositoryUrl,
  fileUrl: (file) => `${repositoryUrl(file)}?path=/${encodePath(file.path)}${version(file)}`,
  editUrl: (file) => azure.fileUrl(file),
  folderUrl: (folder) =>
    `${repositoryUrl(folder)}?path=/${encodePath(folder.path)}${folder.path ? '/' : ''}${version(folder)}`,
  read(file, host) {
    const query = new URLSearchParams({ path: `/${file.path}`, $format: 'octetStream', 'api-version': '6.0' });
    if (file.ref) {
      query.set('versionDescriptor.version', file.ref);
      query.set('versionDescriptor.versionType', isCommit(file.ref) ? 'commit' : 'branch');
    }
    const root = (host?.apiBaseUrl ?? file.base).replace(/\/$/, '');
    const url = `${root}/${encodePath(file.owner)}/_apis/git/repositories/${encodeURIComponent(file.name)}/items?${query}`;
    return { url, ...(host?.token ? basic(host.username ?? '', host.token) : {}) };
  },
};

function repositoryUrl(repository: ScmRepository): string {
  return `${repository.base}/${encodePath(repository.owner)}/_git/${encodeURIComponent(repository.name)}`;
}

function version(file: ScmFile): string {
  return file.ref ? `&version=G${isCommit(file.ref) ? 'C' : 'B'}${encodeURIComponent(file.ref)}` : '';
}

function isCommit(ref: string): boolean {
  return /^[0-9a-f]{40,}$/.test(ref);
}
