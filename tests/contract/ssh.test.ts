/** A repository that is read through SSH, with a real server where sshd is installed. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe as suite, expect, test } from 'vitest';
import { commitFiles, git, tempFolder } from '../../packages/server/src/sources/test-environment.ts';
import type { TestPortal } from '../../packages/server/src/testing.ts';
import { findSshd, startSshServer, type SshServer } from '../setup/ssh.ts';
import { component } from './support/company.ts';
import { describe, sourcesOf, startOn } from './support/portal.ts';

const sshd = findSshd();

suite.runIf(sshd)('a repository behind SSH', () => {
  let root: string;
  let server: SshServer;
  let portal: TestPortal;
  const path = process.env['PATH'];
  beforeEach(async () => {
    root = tempFolder();
    commit('A component');
    git(root, 'clone', '--quiet', '--bare', join(root, 'work'), join(root, 'things.git'));
    server = await startSshServer(sshd!);
    process.env['PATH'] = `${server.path}:${path}`;
  });
  afterEach(async () => {
    process.env['PATH'] = path;
    await portal.stop();
    await server.stop();
    rmSync(root, { recursive: true, force: true });
  });

  const commit = (description: string) =>
    commitFiles(join(root, 'work'), { 'catalog-info.yaml': component('behind-ssh', description) }, 'Describe it');
  const start = () =>
    startOn('sqlite', {
      logLevel: 'silent',
      config: {
        sources: [{ type: 'git', target: `${server.url}${join(root, 'things.git')}` }],
        reading: { allowPrivate: ['127.0.0.1'] },
      },
    });

  test('is read, and read again when it changed', async () => {
    portal = await start();
    expect(await sourcesOf(portal)).toMatchObject([{ type: 'git', state: 'ok', entities: 1 }]);
    expect(await describe(portal, 'behind-ssh')).toBe('A component');
    commit('Changed');
    git(join(root, 'work'), 'push', '--quiet', join(root, 'things.git'), 'HEAD:main');
    await portal.harvest();
    expect(await describe(portal, 'behind-ssh')).toBe('Changed');
  });

  test('of a host that is not known is not read, and that is said', async () => {
    server.forgetHost();
    portal = await start();
    const [source] = await sourcesOf(portal);
    expect(source).toMatchObject({
      state: 'error',
      error: { message: expect.stringMatching(/key of the host is not known/) },
    });
  });
});
