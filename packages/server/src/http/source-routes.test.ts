import { createHmac } from 'node:crypto';
import type { SourceInput, SourceStatus } from '@callboard/plugin/server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HarvestCoordinator } from '../harvest/coordinator.ts';
import { NO_INTEGRATIONS } from '../sources/scm/provider.ts';
import type { SourceSpec } from '../sources/source.ts';
import { createHttp } from './router.ts';
import { addSourceRoutes, addWebhookRoutes } from './source-routes.ts';
import { createTestApi, type TestApi } from './test-api.ts';

let api: TestApi;
let added: SourceInput[];
let matched: { spec: Pick<SourceSpec, 'type' | 'target'>; is: boolean }[];
const specs = [
  { type: 'url', target: 'https://git.acme.example/team/parts/player/blob/main/catalog-info.yaml' },
  { type: 'git', target: 'https://git.acme.example/team/parts/player.git' },
  { type: 'git', target: 'https://git.acme.example/team/other.git' },
] as const;

const sources = {
  add: async (input: SourceInput) => {
    added.push(input);
    return { id: 'new' } as SourceStatus;
  },
  preview: async (input: SourceInput) => {
    added.push(input);
    return {
      records: [
        {
          type: 'entity',
          key: 'location:default/generated-1',
          body: '{"kind":"Location"}',
          location: 'l',
          line: 1,
          unwritten: true,
        },
        {
          type: 'entity',
          key: 'component:default/new',
          body: '{"kind":"Component","metadata":{"name":"new"},"spec":{"type":"service","owner":"team-a"}}',
          location: 'l',
          line: 1,
        },
        {
          type: 'entity',
          key: 'component:default/known',
          body: '{"kind":"Component","metadata":{"name":"known","title":"Known"}}',
          location: 'l',
          line: 9,
          existing: { location: 'file:/x', line: 3, sameFile: false },
        },
        { type: 'note', key: 'n', body: '{}', location: 'l', line: 1 },
      ],
      findings: [],
    };
  },
  get: async (id: string) => (id === 'known' ? ({ id, state: 'ok' } as SourceStatus) : undefined),
  harvest: async () => undefined,
  remove: async () => 1,
  confirm: async () => 1,
  list: async () => [],
  repositories: async () => [],
  harvestMatching: (matches: (spec: SourceSpec) => boolean) => {
    matched = specs.map((spec) => ({ spec, is: matches({ id: 's', options: {}, ...spec }) }));
    return matched.filter(({ is }) => is).length;
  },
} as unknown as HarvestCoordinator;

async function start({ allowFolders = true, readonly = false } = {}) {
  added = [];
  api = await createTestApi();
  const permissions = new Set(['source.read', 'source.create', 'source.delete', 'source.harvest', 'source.confirm']);
  const http = (mount: string) =>
    createHttp(api.table, { plugin: 'callboard', mount, mounts: [], permissions, checkOpen: () => undefined });
  const integrations = {
    ...NO_INTEGRATIONS,
    gitlab: [{ host: 'git.acme.example', token: 'a-configured-token' }],
  };
  addSourceRoutes(http('/api/callboard'), { sources, integrations, allowFolders, readonly });
  addWebhookRoutes(http('/api/events'), {
    sources,
    integrations,
    secrets: { gitlab: { secret: 'a shared secret' }, github: { secret: 'another secret' } },
  });
}

function send(method: 'POST' | 'DELETE' | 'GET', url: string, body?: unknown) {
  return api.app.inject({
    method,
    url: `/api/callboard${url}`,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  });
}

beforeEach(() => start());
afterEach(() => api.app.close());

describe('adding a source', () => {
  test('takes its type, target and options', async () => {
    const answer = await send('POST', '/sources', {
      type: 'git',
      target: ' https://host/o/r ',
      options: { branch: 'main' },
    });
    expect(answer).toMatchObject({ statusCode: 201, body: '{"id":"new"}' });
    expect(added).toEqual([{ type: 'git', target: 'https://host/o/r', options: { branch: 'main' } }]);
  });

  test.each([
    ['a type that only the configuration may use', { type: 'file', target: '/etc/passwd' }],
    ['no target', { type: 'git', target: '  ' }],
    ['a token', { type: 'git', target: 'https://host/o/r', options: { token: 'x' } }],
    ['a way to have everything read', { type: 'git', target: 'https://host/o/r', options: { direct: true } }],
    [
      'globs without end',
      { type: 'git', target: 'https://host/o/r', options: { descriptors: Array.from({ length: 101 }, () => '*') } },
    ],
    ['credentials that everybody would see', { type: 'git', target: 'https://kim:secret@host/o/r' }],
    ['a token that everybody would see', { type: 'url', target: 'https://token@host/o/r/x.yaml' }],
  ])('refuses %s', async (_what, body) => {
    for (const path of ['/sources', '/sources/preview']) {
      const answer = await send('POST', path, body);
      expect(answer.statusCode).toBe(400);
      expect(answer.body).not.toContain('secret');
    }
    expect(added).toEqual([]);
  });

  test('takes the user that belongs to an address of ssh', async () => {
    expect((await send('POST', '/sources', { type: 'git', target: 'ssh://git@host/o/r' })).statusCode).toBe(201);
    expect((await send('POST', '/sources', { type: 'git', target: 'git@host:o/r' })).statusCode).toBe(201);
  });

  test.each([
    { type: 'folder', target: '/srv/code' },
    { type: 'git', target: '/srv/code' },
    { type: 'git', target: 'file:///srv/code' },
    { type: 'git', target: '../code' },
    { type: 'git', target: 'ext::sh -c id' },
  ])('leaves folders of the machine alone where others reach the portal: $target', async (body) => {
    await send('POST', '/sources', body);
    expect(added).toHaveLength(1);
    await api.app.close();
    await start({ allowFolders: false });
    for (const path of ['/sources', '/sources/preview']) {
      const answer = await send('POST', path, body);
      expect(answer.statusCode).toBe(403);
      expect(answer.json().error.name).toBe('NotAllowedError');
    }
    expect(added).toEqual([]);
  });

  test('and removing one is refused where the configuration alone decides', async () => {
    await api.app.close();
    await start({ readonly: true });
    expect((await send('POST', '/sources', { type: 'git', target: 'https://host/o/r' })).statusCode).toBe(403);
    expect((await send('DELETE', '/sources/known')).statusCode).toBe(403);
    expect((await send('POST', '/sources/preview', { type: 'git', target: 'https://host/o/r' })).statusCode).toBe(200);
  });

  test('is previewed: what is new, what another file says already, and nothing that nobody wrote', async () => {
    expect((await send('POST', '/sources/preview', { type: 'git', target: 'https://host/o/r' })).json()).toEqual({
      counts: { entities: 2, new: 1, same: 0, conflicts: 1, findings: 0 },
      entities: [
        {
          entityRef: 'component:default/known',
          kind: 'Component',
          name: 'known',
          title: 'Known',
          location: 'l',
          line: 9,
          existing: { location: 'file:/x', line: 3, sameFile: false },
        },
        {
          entityRef: 'component:default/new',
          kind: 'Component',
          name: 'new',
          type: 'service',
          owner: 'team-a',
          location: 'l',
          line: 1,
        },
      ],
      findings: [],
    });
  });

  test.each([
    ['git', 'git@host.example:o/r', { by: 'ssh', host: 'host.example' }],
    ['git', 'https://git.acme.example/o/r', { by: 'token', host: 'git.acme.example' }],
    [
      'git',
      'https://github.com/o/r',
      {
        by: 'open',
        host: 'github.com',
        variable: 'GITHUB_COM_TOKEN',
        lines: 'integrations:\n  github:\n    - host: github.com\n      token: ${GITHUB_COM_TOKEN}\n',
      },
    ],
    [
      'git',
      'https://kim:secret@code.example/o/r.git',
      {
        by: 'open',
        host: 'code.example',
        variable: 'CODE_EXAMPLE_TOKEN',
        lines: 'sources:\n  - type: git\n    target: https://code.example/o/r.git\n    token: ${CODE_EXAMPLE_TOKEN}\n',
      },
    ],
    ['url', 'https://code.example/x.yaml', { by: 'open', host: 'code.example' }],
  ])('of type %s at %s is told which token would be used, never the token', async (type, target, expected) => {
    const answer = await send('GET', `/sources/access?type=${type}&target=${encodeURIComponent(target)}`);
    expect(answer.json()).toEqual(expected);
    expect(answer.body).not.toMatch(/a-configured-token|secret/);
  });
});

describe('a source', () => {
  test('is harvested in the background, or while one waits', async () => {
    expect(await send('POST', '/sources/known/harvest')).toMatchObject({
      statusCode: 202,
      body: '{"status":"harvesting"}',
    });
    expect((await send('POST', '/sources/known/harvest?wait=true')).json()).toEqual({ id: 'known', state: 'ok' });
    expect((await send('POST', '/sources/known/harvest?wait=perhaps')).statusCode).toBe(400);
    expect((await send('POST', '/sources/known/confirm')).json()).toEqual({ id: 'known', state: 'ok' });
    expect(await send('DELETE', '/sources/known')).toMatchObject({ statusCode: 204, body: '' });
  });

  test('that is not there is not found', async () => {
    const answers = [
      await send('POST', '/sources/gone/harvest'),
      await send('POST', '/sources/gone/confirm'),
      await send('DELETE', '/sources/gone'),
      await send('GET', '/sources/gone/repositories'),
    ];
    expect(answers.map((answer) => answer.statusCode)).toEqual([404, 404, 404, 404]);
  });
});

describe('a webhook', () => {
  const push = {
    ref: 'refs/heads/main',
    project: { git_http_url: 'https://git.acme.example/team/parts/player.git', git_ssh_url: null, web_url: null },
  };
  const hook = (headers: Record<string, string>, payload = JSON.stringify(push)) =>
    api.app.inject({
      method: 'POST',
      url: '/api/events/http/anything',
      headers: { 'content-type': 'application/json', ...headers },
      payload,
    });

  test('has the sources of its repository looked at, also files on hosts that the configuration names', async () => {
    const answer = await hook({ 'x-gitlab-event': 'Push Hook', 'x-gitlab-token': 'a shared secret' });
    expect(answer.statusCode).toBe(202);
    expect(answer.json()).toEqual({ event: 'Push Hook', harvested: 2 });
    expect(matched.map(({ is }) => is)).toEqual([true, true, false]);
  });

  test('that cannot be proved does nothing', async () => {
    matched = [];
    const forged = createHmac('sha256', 'guessed').update(JSON.stringify(push)).digest('hex');
    const refused = [
      await hook({ 'x-gitlab-event': 'Push Hook' }),
      await hook({ 'x-gitlab-event': 'Push Hook', 'x-gitlab-token': 'guessed' }),
      await hook({ 'x-github-event': 'push', 'x-hub-signature-256': `sha256=${forged}` }),
      await hook({ 'x-gitea-event': 'push' }),
    ];
    expect(refused.map((answer) => answer.json().error.code)).toEqual(
      Array.from({ length: 4 }, () => 'webhook-refused'),
    );
    expect((await hook({})).statusCode).toBe(400);
    expect(matched).toEqual([]);
  });

  test('is read as it came, so that its signature fits', async () => {
    const body =
      '{"ref" : "refs/heads/main", "repository": {"clone_url": "https://git.acme.example/team/parts/player.git"}, "name":"ä"}';
    const signature = createHmac('sha256', 'another secret').update(body).digest('hex');
    expect(
      (await hook({ 'x-github-event': 'push', 'x-hub-signature-256': `sha256=${signature}` }, body)).json(),
    ).toMatchObject({ harvested: 2 });
  });
});
