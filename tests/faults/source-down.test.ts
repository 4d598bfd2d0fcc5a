/** A git server that goes away: what it gave stays, the source says why, and a server that is back is found without anybody asking. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe as suite, expect, test } from 'vitest';
import { commitFiles, git, tempFolder } from '../../packages/server/src/sources/test-environment.ts';
import { startGitServer } from '../../packages/server/src/sources/git/test-git-server.ts';
import { startTestServer, type TestServer } from '../../packages/server/src/net/test-server.ts';
import type { TestPortal } from '../../packages/server/src/testing.ts';
import { component } from '../contract/support/company.ts';
import { countEntities, describe, eventually, sourcesOf, startOn } from '../contract/support/portal.ts';
import { testDatabases } from '../setup/databases.ts';
import { Proxy } from './proxy.ts';

suite.each(testDatabases())('a git server and a portal on %s', (kind) => {
  let root: string;
  let server: TestServer;
  let proxy: Proxy;
  let portal: TestPortal;
  beforeEach(async () => {
    root = tempFolder();
    for (const name of ['one', 'two', 'three', 'four']) commit('A component', name);
    git(root, 'clone', '--quiet', '--bare', join(root, 'work'), join(root, 'team/things.git'));
    server = await startGitServer({ root });
    proxy = await Proxy.open(server.url);
  });
  afterEach(async () => {
    await portal.stop();
    await proxy.down();
    await server.close();
    rmSync(root, { recursive: true, force: true });
  });

  const commit = (description: string, name: string) =>
    commitFiles(
      join(root, 'work'),
      { [`${name}/catalog-info.yaml`]: component(name, description) },
      `Describe ${name}`,
    );

  test('stops and starts', async () => {
    const target = `http://127.0.0.1:${proxy.port}/team/things.git`;
    portal = await startOn(kind, {
      logLevel: 'silent',
      config: {
        sources: [{ type: 'git', target }],
        harvest: { every: '2s' },
        reading: { allowPrivate: ['127.0.0.1'] },
      },
    });
    expect(await countEntities(portal)).toBe(4);
    await proxy.down();
    await eventually(async () =>
      expect((await sourcesOf(portal))[0]).toMatchObject({
        state: 'error',
        error: { code: 'source-unreachable', message: expect.stringContaining('127.0.0.1') },
        entities: 4,
      }),
    );
    expect(await countEntities(portal)).toBe(4);
    commit('Changed meanwhile', 'two');
    git(join(root, 'work'), 'push', '--quiet', join(root, 'team/things.git'), 'HEAD:main');
    await proxy.up();
    await eventually(async () => expect(await describe(portal, 'two')).toBe('Changed meanwhile'));
    // Another look may be going on right now.
    await eventually(async () => expect((await sourcesOf(portal))[0]).toMatchObject({ state: 'ok', entities: 4 }));
    const { items } = (await portal.request('/api/callboard/history?entityRef=component:default/two')).body as {
      items: unknown[];
    };
    expect(items[0]).toMatchObject({
      op: 'update',
      cause: {
        file: 'two/catalog-info.yaml',
        author: expect.any(String),
        message: 'Describe two',
        commit: expect.stringMatching(/^[0-9a-f]{40}$/),
      },
    });
  });
});

suite.each(testDatabases())('a file on the web and a portal on %s', (kind) => {
  test('says that its host is down, and when it was read last', async () => {
    const server = await startTestServer((_request, response) => response.end(component('one', 'A component')));
    const proxy = await Proxy.open(server.url);
    const target = `http://127.0.0.1:${proxy.port}/catalog-info.yaml`;
    const portal = await startOn(kind, {
      logLevel: 'silent',
      config: {
        sources: [{ type: 'url', target }],
        harvest: { every: '1s' },
        reading: { allowPrivate: ['127.0.0.1'] },
      },
    });
    const findings = async () =>
      (await portal.request('/api/callboard/findings?level=error')).body as { total: number };
    expect(await findings()).toMatchObject({ total: 0 });
    await proxy.down();
    await eventually(async () =>
      expect((await sourcesOf(portal))[0]).toMatchObject({
        state: 'error',
        error: { code: 'source-unreachable', since: expect.stringMatching(/^\d{4}-/) },
        lastGoodAt: expect.stringMatching(/^\d{4}-/),
      }),
    );
    expect(await describe(portal, 'one')).toBe('A component');
    // Its state and the finding about its file are one thing.
    expect(await findings()).toMatchObject({ total: 1, items: [{ code: 'source-unreachable' }] });
    await proxy.up();
    await eventually(async () => expect((await sourcesOf(portal))[0]).toMatchObject({ state: 'ok' }));
    expect((await sourcesOf(portal))[0]).not.toHaveProperty('error');
    await portal.stop();
    await proxy.down();
    await server.close();
  });
});
