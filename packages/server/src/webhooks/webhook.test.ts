import { createHmac } from 'node:crypto';
import { CallboardError } from '@callboard/plugin/server';
import { describe, expect, test } from 'vitest';
import { matchesRepository } from './match.ts';
import { parseWebhook } from './webhook.ts';

const secret = 'correct horse battery';
const secrets = { github: { secret }, gitlab: { secret }, gitea: { secret }, bitbucket: { secret } };

const repository = {
  clone_url: 'https://github.com/Acme/Needle-Drop.git',
  ssh_url: 'git@github.com:Acme/Needle-Drop.git',
  html_url: 'https://github.com/Acme/Needle-Drop',
  git_url: null,
};

function signed(body: unknown, key = secret): { raw: Buffer; hex: string } {
  const raw = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  return { raw, hex: createHmac('sha256', key).update(raw).digest('hex') };
}

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof CallboardError) return error.code;
    throw error;
  }
  return 'accepted';
}

describe('GitHub', () => {
  const { raw, hex } = signed({ ref: 'refs/heads/main', repository });
  const headers = { 'x-github-event': 'push', 'x-hub-signature-256': `sha256=${hex}` };

  test('a signed push says repository and branch', () => {
    expect(parseWebhook(headers, raw, secrets)).toEqual({
      provider: 'github',
      event: 'push',
      repositoryUrls: [repository.clone_url, repository.ssh_url, repository.html_url],
      branch: 'main',
    });
  });

  test('is refused when a byte of body or signature differs, or the signature is missing', () => {
    expect(codeOf(() => parseWebhook(headers, Buffer.concat([raw, Buffer.from(' ')]), secrets))).toBe(
      'webhook-refused',
    );
    expect(
      codeOf(() => parseWebhook({ ...headers, 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` }, raw, secrets)),
    ).toBe('webhook-refused');
    expect(codeOf(() => parseWebhook({ 'x-github-event': 'push' }, raw, secrets))).toBe('webhook-refused');
    // SHA-1 alone proves nothing any more.
    const weak = createHmac('sha1', secret).update(raw).digest('hex');
    expect(
      codeOf(() => parseWebhook({ 'x-github-event': 'push', 'x-hub-signature': `sha1=${weak}` }, raw, secrets)),
    ).toBe('webhook-refused');
  });

  test('is refused while no secret is configured, even when signed with an empty one', () => {
    const empty = signed({ ref: 'refs/heads/main', repository }, '');
    const forged = { 'x-github-event': 'push', 'x-hub-signature-256': `sha256=${empty.hex}` };
    expect(codeOf(() => parseWebhook(forged, empty.raw, {}))).toBe('webhook-refused');
    expect(codeOf(() => parseWebhook(forged, empty.raw, { gitlab: { secret } }))).toBe('webhook-refused');
  });

  test('a ping is accepted and left alone; a tag has no branch', () => {
    expect(parseWebhook({ ...headers, 'x-github-event': 'ping' }, raw, secrets)).toMatchObject({
      ignored: expect.any(String),
      repositoryUrls: [],
    });
    const tag = signed({ ref: 'refs/tags/v1', repository });
    expect(
      parseWebhook({ ...headers, 'x-hub-signature-256': `sha256=${tag.hex}` }, tag.raw, secrets).branch,
    ).toBeUndefined();
  });

  test('may come as a form', () => {
    const form = signed(
      new URLSearchParams({ payload: JSON.stringify({ ref: 'refs/heads/main', repository }) }).toString(),
    );
    const sent = {
      ...headers,
      'content-type': 'application/x-www-form-urlencoded',
      'x-hub-signature-256': `sha256=${form.hex}`,
    };
    expect(parseWebhook(sent, form.raw, secrets).branch).toBe('main');
  });

  test('a signed body that is not a push is an error of input', () => {
    for (const body of ['{"ref":', '[]', '{}', JSON.stringify({ repository: {} })]) {
      const odd = signed(body);
      expect(
        codeOf(() => parseWebhook({ ...headers, 'x-hub-signature-256': `sha256=${odd.hex}` }, odd.raw, secrets)),
      ).toBe('input-invalid');
    }
  });
});

test('GitLab proves itself by its token', () => {
  const raw = Buffer.from(
    JSON.stringify({
      ref: 'refs/heads/release/2',
      project: {
        git_http_url: 'https://gitlab.com/a/b/c.git',
        git_ssh_url: 'git@gitlab.com:a/b/c.git',
        web_url: 'https://gitlab.com/a/b/c',
      },
    }),
  );
  const headers = { 'x-gitlab-event': 'Push Hook', 'x-gitlab-token': secret };
  expect(parseWebhook(headers, raw, secrets)).toMatchObject({ provider: 'gitlab', branch: 'release/2' });
  expect(codeOf(() => parseWebhook({ ...headers, 'x-gitlab-token': `${secret}x` }, raw, secrets))).toBe(
    'webhook-refused',
  );
  expect(codeOf(() => parseWebhook({ 'x-gitlab-event': 'Push Hook' }, raw, secrets))).toBe('webhook-refused');
});

test('Gitea is told from GitHub, whose headers it sends as well', () => {
  const { raw, hex } = signed({ ref: 'refs/heads/main', repository });
  const headers = {
    'x-gitea-event': 'push',
    'x-github-event': 'push',
    'x-gitea-signature': hex,
    'x-hub-signature-256': `sha256=${hex}`,
  };
  expect(parseWebhook(headers, raw, { gitea: { secret } })).toMatchObject({ provider: 'gitea', branch: 'main' });
  expect(codeOf(() => parseWebhook(headers, raw, { github: { secret } }))).toBe('webhook-refused');
});

test('Bitbucket in the cloud and on a server', () => {
  const cloud = signed({
    repository: { links: { html: { href: 'https://bitbucket.org/acme/drums' } } },
    push: { changes: [{ new: { type: 'branch', name: 'main' }, old: null }] },
  });
  const headers = { 'x-event-key': 'repo:push', 'x-hub-signature': `sha256=${cloud.hex}` };
  expect(parseWebhook(headers, cloud.raw, secrets)).toMatchObject({
    repositoryUrls: ['https://bitbucket.org/acme/drums'],
    branch: 'main',
  });

  const server = signed({
    repository: {
      links: {
        clone: [
          { href: 'ssh://git@bb.corp.example:7999/snd/drums.git' },
          { href: 'https://bb.corp.example/scm/snd/drums.git' },
        ],
        self: [{ href: 'https://bb.corp.example/projects/SND/repos/drums/browse' }],
      },
    },
    changes: [{ ref: { id: 'refs/heads/main' } }, { ref: { id: 'refs/heads/next' } }],
  });
  const push = parseWebhook(
    { 'x-event-key': 'repo:refs_changed', 'x-hub-signature': `sha256=${server.hex}` },
    server.raw,
    secrets,
  );
  expect(push.branch).toBeUndefined();
  for (const target of [
    'git@bb.corp.example:snd/drums.git',
    'https://bb.corp.example/scm/SND/drums.git',
    'https://bb.corp.example/projects/SND/repos/drums',
  ]) {
    expect(matchesRepository({ type: 'git', target }, push.repositoryUrls), target).toBe(true);
    expect(matchesRepository({ type: 'git', target }, push.repositoryUrls.slice(2)), target).toBe(true);
  }
});

test('a webhook of nobody is an error of input', () => {
  expect(codeOf(() => parseWebhook({}, Buffer.from('{}'), secrets))).toBe('input-invalid');
});

describe('matching a source with the repository of a push', () => {
  const pushed = [repository.clone_url, repository.ssh_url];

  test.each([
    ['git', 'https://github.com/acme/needle-drop'],
    ['git', 'https://token:x@github.com/acme/needle-drop.git/'],
    ['git', 'git@github.com:acme/needle-drop.git'],
    ['git', 'ssh://git@ssh.github.com:443/acme/needle-drop.git'],
    ['url', 'https://github.com/acme/needle-drop/blob/main/catalog-info.yaml'],
    ['url', 'https://raw.githubusercontent.com/acme/needle-drop/main/catalog-info.yaml'],
  ] as const)('%s %s is the same repository', (type, target) => {
    expect(matchesRepository({ type, target }, pushed)).toBe(true);
  });

  test.each([
    ['git', 'https://github.com/acme/needle'],
    ['git', 'https://github.example/acme/needle-drop'],
    ['git', '/srv/git/needle-drop.git'],
    ['url', 'https://example.com/acme/needle-drop.yaml'],
    ['folder', '/srv/acme/needle-drop'],
  ] as const)('%s %s is not', (type, target) => {
    expect(matchesRepository({ type, target }, pushed)).toBe(false);
  });
});
