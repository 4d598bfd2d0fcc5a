/** A repository, its clone on a server, and a source that reads it: what the tests of git have in common. */
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { TestServer } from '../../net/test-server.ts';
import { openSource, type Snapshot, type Source, type SourceOptions } from '../source.ts';
import { commitFiles, component, git, tempFolder, testEnvironment, type TestEnvironment } from '../test-environment.ts';
import { startGitServer, type GitServerOptions } from './test-git-server.ts';

export interface GitFixture {
  /** Folder with everything; `work` and `bare` lie in it. */
  root: string;
  /** A checkout with three files and one commit. */
  work: string;
  /** What the server serves as `/acme/drums.git`. */
  bare: string;
  environment: TestEnvironment;
  server: TestServer | undefined;
  /** Starts the server. @returns URL of the repository */
  serve(options?: Partial<GitServerOptions>): Promise<string>;
  /** Commits files and pushes them to the server's branch `main`. @returns the commit */
  push(files: Record<string, string>, message?: string): string;
  source(target: string, options?: SourceOptions): Source;
  open(target: string | Source, options?: SourceOptions): Promise<Snapshot>;
  /** How often git spoke with the server beyond the first question of each call. */
  fetches(): number;
}

/** Gives each test of the file a repository of its own. */
export function gitFixture(): GitFixture {
  const fixture: GitFixture = {
    root: '',
    work: '',
    bare: '',
    environment: {} as TestEnvironment,
    server: undefined,
    async serve(options = {}) {
      fixture.server = await startGitServer({ root: fixture.root, ...options });
      return `${fixture.server.url}/acme/drums.git`;
    },
    push(files, message) {
      const commit = commitFiles(fixture.work, files, message);
      git(fixture.work, 'push', '--quiet', '--force', 'bare', 'HEAD:main');
      return commit;
    },
    source: (target, options = {}) => openSource({ id: 'test', type: 'git', target, options }, fixture.environment),
    async open(target, options) {
      const opened = typeof target === 'string' ? fixture.source(target, options) : target;
      const { repositories } = await opened.scan();
      return repositories[0]!.open();
    },
    fetches: () => fixture.server!.requests.filter(({ method }) => method === 'POST').length,
  };

  beforeEach(() => {
    fixture.root = tempFolder();
    fixture.work = join(fixture.root, 'work');
    fixture.bare = join(fixture.root, 'acme/drums.git');
    fixture.environment = testEnvironment();
    const files = {
      'catalog-info.yaml': component('drums'),
      'docs/index.md': '# Drums',
      'api/openapi.yaml': 'openapi: 3.1.0\n',
    };
    commitFiles(fixture.work, files, 'Describe the drums');
    git(fixture.root, 'clone', '--quiet', '--bare', fixture.work, fixture.bare);
    git(fixture.bare, 'config', 'uploadpack.allowFilter', 'true');
    git(fixture.work, 'remote', 'add', 'bare', fixture.bare);
  });
  afterEach(async () => {
    await fixture.server?.close();
    fixture.server = undefined;
  });
  return fixture;
}
