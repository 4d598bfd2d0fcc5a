/** What the tests of sources share: folders, repositories and an environment of their own. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Log } from '@callboard/plugin/server';
import { afterEach } from 'vitest';
import { createFetcher } from '../net/fetcher.ts';
import { NO_INTEGRATIONS, type Integrations } from './scm/provider.ts';
import type { Snapshot, SnapshotFile, SourceEnvironment } from './source.ts';

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder that is deleted after the test. */
export function tempFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'callboard-sources-')));
  folders.push(folder);
  return folder;
}

export function writeFiles(root: string, files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

export function component(name: string): string {
  return `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: ${name}\n`;
}

/** What was logged as a warning. */
export interface TestEnvironment extends SourceEnvironment {
  warnings: string[];
}

export function testEnvironment(
  options: { integrations?: Partial<Integrations>; allowPrivate?: string[]; fileBytes?: number } = {},
): TestEnvironment {
  const warnings: string[] = [];
  const quiet = () => undefined;
  const log: Log = {
    debug: quiet,
    info: quiet,
    warn: (message) => void warnings.push(message),
    error: (message) => void warnings.push(message),
  };
  return {
    cacheFolder: join(tempFolder(), 'cache'),
    fetcher: createFetcher({ allowPrivate: options.allowPrivate ?? ['127.0.0.1'], timeoutMs: 5000 }),
    integrations: { ...NO_INTEGRATIONS, ...options.integrations },
    limits: { fileBytes: options.fileBytes ?? 100_000 },
    log,
    warnings,
  };
}

/** Runs git as a person would, and gives what it prints. */
export function git(folder: string, ...args: string[]): string {
  const settings = [
    '-c',
    'user.name=Ada',
    '-c',
    'user.email=ada@example.com',
    '-c',
    'commit.gpgsign=false',
    '-c',
    'init.defaultBranch=main',
  ];
  return execFileSync('git', [...settings, ...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim();
}

/** Makes a repository of files, or adds a commit to it. @returns the commit */
export function commitFiles(folder: string, files: Record<string, string>, message = 'Change files'): string {
  mkdirSync(folder, { recursive: true });
  git(folder, 'init', '--quiet');
  writeFiles(folder, files);
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--message', message);
  return git(folder, 'rev-parse', 'HEAD');
}

export function paths(files: SnapshotFile[]): string[] {
  return files.map(({ path }) => path);
}

/** The code of the error that a promise ends with. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
  return 'no error';
}

export async function textOf(snapshot: Snapshot, path: string): Promise<string> {
  return (await snapshot.read(path)).toString('utf8');
}
