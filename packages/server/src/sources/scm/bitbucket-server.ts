import {
  basic,
  bearer,
  encodePath,
  pathParts,
  type HostIntegration,
  type ScmFile,
  type ScmProvider,
  type ScmRepository,
  type ScmRequest,
} from './provider.ts';

/** Bitbucket Server and Data Center. A person's own repositories have the owner `~name`. */
export const bitbucketServer: ScmProvider = {
  name: 'bitbucketServer',
  hosts: [],
  gitUser: 'x-token-auth',
  parseFile(url) {
    const [area, project, repos, name, kind, ...rest] = pathParts(url);
    if ((area !== 'projects' && area !== 'users') || repos !== 'repos' || !project || !name) return undefined;
    if (kind !== 'browse' && kind !== 'raw') return undefined;
    const wanted = url.searchParams.get('at') ?? '';
    const owner = area === 'users' ? `~${project}` : project;
    return { owner, name, ref: wanted.replace(/^refs\/(heads|tags)\//, ''), path: rest.join('/') };
  },
  repositoryUrl,
  fileUrl: (file) => `${repositoryUrl(file)}/browse/${encodePath(file.path)}${at(file)}`,
  // There is no page for editing alone: the file's page has the button.
  editUrl: (file) => bitbucketServer.fileUrl(file),
  folderUrl: (folder) =>
    `${repositoryUrl(folder)}/browse/${encodePath(folder.path)}${folder.path ? '/' : ''}${at(folder)}`,
  read(file, host) {
    const root = (host?.apiBaseUrl ?? `${file.base}/rest/api/1.0`).replace(/\/$/, '');
    const path = `projects/${encodeURIComponent(file.owner)}/repos/${encodeURIComponent(file.name)}`;
    return { url: `${root}/${path}/raw/${encodePath(file.path)}${at(file)}`, ...credentials(host) };
  },
};

function repositoryUrl(repository: ScmRepository): string {
  const area = repository.owner.startsWith('~')
    ? `users/${encodeURIComponent(repository.owner.slice(1))}`
    : `projects/${encodeURIComponent(repository.owner)}`;
  return `${repository.base}/${area}/repos/${encodeURIComponent(repository.name)}`;
}

function at(file: ScmFile): string {
  return file.ref ? `?at=${encodeURIComponent(file.ref)}` : '';
}

function credentials(host: HostIntegration | undefined): Pick<ScmRequest, 'credentials'> {
  return host?.username && host.token ? basic(host.username, host.token) : bearer(host);
}
