import {
  basic,
  bearer,
  encodePath,
  pathParts,
  type HostIntegration,
  type ScmProvider,
  type ScmRepository,
  type ScmRequest,
} from './provider.ts';

export const bitbucketCloud: ScmProvider = {
  name: 'bitbucketCloud',
  hosts: ['bitbucket.org'],
  gitUser: 'x-token-auth',
  parseFile(url, known) {
    const [owner, name, kind, ref, ...rest] = pathParts(url);
    if (!known || !owner || !name || (kind !== 'src' && kind !== 'raw') || !ref) return undefined;
    return { owner, name, ref, path: rest.join('/') };
  },
  repositoryUrl,
  fileUrl: (file) => `${repositoryUrl(file)}/src/${encodeURIComponent(file.ref)}/${encodePath(file.path)}`,
  editUrl: (file) => `${bitbucketCloud.fileUrl(file)}?mode=edit&at=${encodeURIComponent(file.ref)}`,
  folderUrl: (folder) => `${bitbucketCloud.fileUrl(folder).replace(/\/$/, '')}/`,
  read(file, host) {
    const root = (host?.apiBaseUrl ?? 'https://api.bitbucket.org/2.0').replace(/\/$/, '');
    const path = `${encodeURIComponent(file.owner)}/${encodeURIComponent(file.name)}`;
    return {
      url: `${root}/repositories/${path}/src/${encodeURIComponent(file.ref)}/${encodePath(file.path)}`,
      ...credentials(host),
    };
  },
};

function repositoryUrl(repository: ScmRepository): string {
  return `${repository.base}/${encodeURIComponent(repository.owner)}/${encodeURIComponent(repository.name)}`;
}

function credentials(host: HostIntegration | undefined): Pick<ScmRequest, 'credentials'> {
  return host?.username && host.token ? basic(host.username, host.token) : bearer(host);
}
