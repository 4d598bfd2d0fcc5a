import { describe, expect, test } from 'vitest';
import { NO_INTEGRATIONS, type Integrations } from './provider.ts';
import { parseRepositoryUrl, repositoryKey } from './repository-url.ts';
import {
  parseScmUrl,
  readRequest,
  repositoryWebUrl,
  resolveTarget,
  resolveUrl,
  scmLocation,
  scmRepositoryKey,
} from './scm-url.ts';

const integrations: Integrations = {
  ...NO_INTEGRATIONS,
  github: [{ host: 'ghe.corp.example', token: 'ghe-token' }],
  gitlab: [{ host: 'gl.corp.example', token: 'gl-token' }],
  gitea: [{ host: 'localhost:3000', token: 'gt-token' }],
  bitbucketServer: [{ host: 'bb.corp.example', token: 'bb-token' }],
  azure: [{ host: 'dev.azure.com', token: 'az-token' }],
};

/** URL of a file; its parts; where its bytes are; where its folder and its editor are. */
const files = [
  {
    url: 'https://github.com/acme/needle-drop/blob/main/svc/catalog-info.yaml',
    parts: { provider: 'github', owner: 'acme', name: 'needle-drop', ref: 'main', path: 'svc/catalog-info.yaml' },
    read: 'https://raw.githubusercontent.com/acme/needle-drop/main/svc/catalog-info.yaml',
    folder: 'https://github.com/acme/needle-drop/tree/main/svc/',
    edit: 'https://github.com/acme/needle-drop/edit/main/svc/catalog-info.yaml',
  },
  {
    url: 'https://ghe.corp.example/acme/needle-drop/blob/main/catalog-info.yaml',
    parts: { provider: 'github', owner: 'acme', name: 'needle-drop', ref: 'main', path: 'catalog-info.yaml' },
    read: 'https://ghe.corp.example/api/v3/repos/acme/needle-drop/contents/catalog-info.yaml?ref=main',
    folder: 'https://ghe.corp.example/acme/needle-drop/tree/main/',
    edit: 'https://ghe.corp.example/acme/needle-drop/edit/main/catalog-info.yaml',
  },
  {
    url: 'https://gitlab.com/acme/sound/drums/-/blob/main/a%20b/catalog-info.yaml',
    parts: { provider: 'gitlab', owner: 'acme/sound', name: 'drums', ref: 'main', path: 'a b/catalog-info.yaml' },
    read: 'https://gitlab.com/api/v4/projects/acme%2Fsound%2Fdrums/repository/files/a%20b%2Fcatalog-info.yaml/raw?ref=main',
    folder: 'https://gitlab.com/acme/sound/drums/-/tree/main/a%20b/',
    edit: 'https://gitlab.com/acme/sound/drums/-/edit/main/a%20b/catalog-info.yaml',
  },
  {
    url: 'https://bitbucket.org/acme/drums/src/main/catalog-info.yaml',
    parts: { provider: 'bitbucketCloud', owner: 'acme', name: 'drums', ref: 'main', path: 'catalog-info.yaml' },
    read: 'https://api.bitbucket.org/2.0/repositories/acme/drums/src/main/catalog-info.yaml',
    folder: 'https://bitbucket.org/acme/drums/src/main/',
    edit: 'https://bitbucket.org/acme/drums/src/main/catalog-info.yaml?mode=edit&at=main',
  },
  {
    url: 'https://bb.corp.example/projects/SND/repos/drums/browse/svc/catalog-info.yaml?at=main',
    parts: { provider: 'bitbucketServer', owner: 'SND', name: 'drums', ref: 'main', path: 'svc/catalog-info.yaml' },
    read: 'https://bb.corp.example/rest/api/1.0/projects/SND/repos/drums/raw/svc/catalog-info.yaml?at=main',
    folder: 'https://bb.corp.example/projects/SND/repos/drums/browse/svc/?at=main',
    edit: 'https://bb.corp.example/projects/SND/repos/drums/browse/svc/catalog-info.yaml?at=main',
  },
  {
    url: 'http://localhost:3000/acme/drums/src/branch/main/svc/catalog-info.yaml',
    parts: { provider: 'gitea', owner: 'acme', name: 'drums', ref: 'main', path: 'svc/catalog-info.yaml' },
    read: 'http://localhost:3000/api/v1/repos/acme/drums/raw/svc/catalog-info.yaml?ref=main',
    folder: 'http://localhost:3000/acme/drums/src/branch/main/svc/',
    edit: 'http://localhost:3000/acme/drums/_edit/main/svc/catalog-info.yaml',
  },
  {
    url: 'https://dev.azure.com/acme/sound/_git/drums?path=/svc/catalog-info.yaml&version=GBmain',
    parts: { provider: 'azure', owner: 'acme/sound', name: 'drums', ref: 'main', path: 'svc/catalog-info.yaml' },
    read: 'https://dev.azure.com/acme/sound/_apis/git/repositories/drums/items?path=%2Fsvc%2Fcatalog-info.yaml&%24format=octetStream&api-version=6.0&versionDescriptor.version=main&versionDescriptor.versionType=branch',
    folder: 'https://dev.azure.com/acme/sound/_git/drums?path=/svc/&version=GBmain',
    edit: 'https://dev.azure.com/acme/sound/_git/drums?path=/svc/catalog-info.yaml&version=GBmain',
  },
];

describe.each(files)('$url', ({ url, parts, read, folder, edit }) => {
  const file = parseScmUrl(url, integrations)!;

  test('is taken apart and put together again', () => {
    expect(file).toMatchObject({ ...parts, base: new URL(url).origin });
    expect(scmLocation(file)).toEqual({ ref: `url:${url}`, viewUrl: url, editUrl: edit, sourceRef: `url:${folder}` });
  });

  test('is read where its bytes are', () => {
    expect(readRequest(file, integrations).url).toBe(read);
  });

  test('resolves what stands beside it, and at the root of its repository', () => {
    const sibling = parseScmUrl(resolveUrl(url, './api/openapi.yaml', integrations), integrations);
    const folderPath = parts.path.split('/').slice(0, -1).join('/');
    expect(sibling).toEqual({ ...file, path: [folderPath, 'api/openapi.yaml'].filter(Boolean).join('/') });
    expect(parseScmUrl(resolveUrl(url, '/mkdocs.yml', integrations), integrations)).toEqual({
      ...file,
      path: 'mkdocs.yml',
    });
    expect(() => resolveUrl(url, '../../../x.yaml', integrations)).toThrow(
      expect.objectContaining({ code: 'path-outside-repository' }),
    );
  });
});

test('tokens go into credentials, in the way of each host', () => {
  const headers = files.map(
    ({ url }) => readRequest(parseScmUrl(url, integrations)!, integrations).credentials?.['authorization'],
  );
  expect(headers).toEqual([
    undefined,
    'Bearer ghe-token',
    undefined,
    undefined,
    'Bearer bb-token',
    'token gt-token',
    `Basic ${Buffer.from(':az-token').toString('base64')}`,
  ]);
});

test('a token for github.com reads through the API, where it also opens private repositories', () => {
  const file = parseScmUrl('https://github.com/acme/needle-drop/blob/main/a.yaml', integrations)!;
  const request = readRequest(file, { ...integrations, github: [{ host: 'github.com', token: 'gh-token' }] });
  expect(request).toMatchObject({
    url: 'https://api.github.com/repos/acme/needle-drop/contents/a.yaml?ref=main',
    credentials: { authorization: 'Bearer gh-token' },
  });
});

test('other ways to write a file are understood', () => {
  const path = (url: string) => parseScmUrl(url, integrations);
  expect(path('https://raw.githubusercontent.com/acme/x/main/a/b.yaml')).toMatchObject({
    base: 'https://github.com',
    ref: 'main',
    path: 'a/b.yaml',
  });
  expect(path('https://raw.githubusercontent.com/acme/x/refs/heads/main/b.yaml')).toMatchObject({
    ref: 'main',
    path: 'b.yaml',
  });
  expect(path('https://gitlab.com/acme/x/blob/main/b.yaml')).toMatchObject({
    owner: 'acme',
    name: 'x',
    ref: 'main',
    path: 'b.yaml',
  });
  expect(path('https://codeberg.org/acme/x/raw/branch/main/b.yaml')).toMatchObject({
    provider: 'gitea',
    path: 'b.yaml',
  });
  expect(path('https://bb.corp.example/users/ada/repos/x/raw/b.yaml?at=refs%2Fheads%2Fmain')).toMatchObject({
    owner: '~ada',
    ref: 'main',
  });
  expect(path('https://acme.visualstudio.com/sound/_git/x?path=%2Fb.yaml')).toMatchObject({
    provider: 'azure',
    owner: 'sound',
    name: 'x',
    ref: '',
  });
  expect(path('https://unknown.example/group/x/-/blob/main/b.yaml')).toMatchObject({ provider: 'gitlab' });
});

test('what is no file of a code host is left as it is', () => {
  for (const url of [
    'https://example.com/catalog-info.yaml',
    'https://github.com/acme/x',
    'https://github.com/acme/x/issues/1',
    'file:///x',
    'x',
    'https://docs.example/guide/src/intro',
  ])
    expect(parseScmUrl(url, integrations), url).toBeUndefined();
  expect(resolveUrl('https://example.com/a/b.yaml', '../c.yaml?x=1', integrations)).toBe(
    'https://example.com/c.yaml?x=1',
  );
});

test('only web addresses are resolved to', () => {
  for (const target of ['javascript:alert(1)', 'file:///etc/passwd', 'data:text/plain,x', 'https://'])
    expect(() => resolveUrl('https://example.com/a.yaml', target, integrations), target).toThrow(
      expect.objectContaining({ code: 'address-refused' }),
    );
});

test('a commit cannot be edited', () => {
  const commit = 'a'.repeat(40);
  const file = parseScmUrl(`https://github.com/acme/x/blob/${commit}/b.yaml`, integrations)!;
  expect(scmLocation(file)).not.toHaveProperty('editUrl');
});

describe('URLs of repositories', () => {
  test.each([
    'https://github.com/Acme/Needle-Drop',
    'https://github.com/acme/needle-drop.git/',
    'https://user:token@github.com/acme/needle-drop.git',
    'git@github.com:acme/needle-drop.git',
    'github.com:acme/needle-drop',
    'ssh://git@github.com/acme/needle-drop.git',
    'ssh://git@ssh.github.com:443/acme/needle-drop.git',
    'git://github.com/acme/needle-drop.git',
  ])('%s is the same as every other', (url) => {
    expect(repositoryKey(parseRepositoryUrl(url)!)).toBe('github.com/acme/needle-drop');
  });

  test('hosts with ways of their own', () => {
    const key = (url: string) => repositoryKey(parseRepositoryUrl(url)!);
    expect(key('https://bb.corp.example/scm/SND/drums.git')).toBe('bb.corp.example/snd/drums');
    expect(key('https://bb.corp.example/projects/SND/repos/drums/browse')).toBe('bb.corp.example/snd/drums');
    expect(key('ssh://git@bb.corp.example:7999/snd/drums.git')).toBe('bb.corp.example/snd/drums');
    expect(key('https://acme@dev.azure.com/acme/sound/_git/drums')).toBe('dev.azure.com/acme/sound/drums');
    expect(key('git@ssh.dev.azure.com:v3/acme/sound/drums')).toBe('dev.azure.com/acme/sound/drums');
    expect(key('https://gitlab.com/a/b/c/-/tree/main')).toBe('gitlab.com/a/b/c');
  });

  test('paths of this machine are none', () => {
    for (const path of ['/srv/git/x.git', './x', 'C:\\git\\x', 'file:///srv/x.git', 'x'])
      expect(parseRepositoryUrl(path), path).toBeUndefined();
  });

  test('have a page', () => {
    expect(repositoryWebUrl(parseRepositoryUrl('git@github.com:acme/x.git')!, integrations)).toBe(
      'https://github.com/acme/x',
    );
    expect(repositoryWebUrl(parseRepositoryUrl('ssh://git@bb.corp.example:7999/snd/x.git')!, integrations)).toBe(
      'https://bb.corp.example/projects/snd/repos/x',
    );
    expect(repositoryWebUrl(parseRepositoryUrl('https://git.example/a/x.git')!, integrations)).toBe(
      'https://git.example/a/x',
    );
  });

  test('are the same as those of their files', () => {
    for (const { url } of files) {
      const file = parseScmUrl(url, integrations)!;
      const clone = repositoryWebUrl(
        { hostname: new URL(url).hostname, base: file.base, owner: file.owner, name: file.name },
        integrations,
      );
      expect(repositoryKey(parseRepositoryUrl(clone)!), url).toBe(scmRepositoryKey(file));
    }
  });
});

describe('what a file of a repository names', () => {
  const folder = {
    ...parseScmUrl('https://github.com/acme/x/blob/feature/a.yaml', integrations)!,
    ref: 'feature/one',
    path: '',
  };

  test('a URL into the same repository and branch is a path', () => {
    const at = (target: string) => resolveTarget('svc/catalog-info.yaml', target, folder, integrations);
    expect(at('https://github.com/acme/x/blob/feature/one/api/a.yaml')).toEqual({ inside: 'api/a.yaml' });
    expect(at('./a.yaml')).toEqual({ inside: 'svc/a.yaml' });
    expect(at('https://github.com/acme/x/blob/main/a.yaml')).toEqual({
      outside: 'https://github.com/acme/x/blob/main/a.yaml',
    });
    expect(at('https://github.com/acme/y/blob/feature/one/a.yaml')).toEqual({
      outside: 'https://github.com/acme/y/blob/feature/one/a.yaml',
    });
  });

  test('in a part of a repository, URLs to other parts lead outside', () => {
    const part = { ...folder, ref: 'main', path: 'services/a' };
    const at = (target: string) => resolveTarget('catalog-info.yaml', target, part, integrations);
    expect(at('https://github.com/acme/x/blob/main/services/a/b.yaml')).toEqual({ inside: 'b.yaml' });
    expect(at('https://github.com/acme/x/blob/main/services/ab/b.yaml')).toHaveProperty('outside');
  });
});
