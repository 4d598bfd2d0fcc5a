/** Running the system's git: without questions, without hooks, without its user's settings, and not for ever. */
import { spawn, type ChildProcess } from 'node:child_process';
import { devNull } from 'node:os';
import { dirname } from 'node:path';
import { SourceError } from '../source-error.ts';

/** Settings for one run; both go through the environment, where other users of the machine do not see them. */
export interface GitSetting {
  name: string;
  value: string;
}

export interface GitRun {
  args: readonly string[];
  /** Folder to run in; it should not lie in a repository of someone else. */
  cwd: string;
  settings?: readonly GitSetting[];
  /** Protocols that git may use in this run. */
  protocols?: readonly string[];
  input?: string;
  timeoutMs: number;
  /** Of standard output. */
  maxBytes?: number;
  /** Ends the run as soon as so many bytes are there. */
  enough?: number;
}

export interface GitResult {
  code: number | null;
  stdout: Buffer;
  stderr: string;
  timedOut: boolean;
}

const MAX_BYTES = 256_000_000;

/** What git gets of the portal's own environment. */
const PASSED_ON =
  /^(PATH|HOME|USER|USERPROFILE|SystemRoot|TEMP|TMP|TMPDIR|SSH_AUTH_SOCK|SSL_CERT_FILE|SSL_CERT_DIR|GIT_SSL_CAINFO|GIT_SSL_CAPATH|https?_proxy|no_proxy|all_proxy)$/i;

const ALWAYS: readonly GitSetting[] = [
  { name: 'core.hooksPath', value: devNull },
  { name: 'core.fsmonitor', value: 'false' },
  { name: 'core.symlinks', value: 'false' },
  { name: 'credential.helper', value: '' },
  { name: 'fetch.recurseSubmodules', value: 'false' },
  { name: 'gc.autoDetach', value: 'false' },
  { name: 'maintenance.autoDetach', value: 'false' },
  // A redirect could lead to an address that is not to be read: the portal follows it by itself.
  { name: 'http.followRedirects', value: 'false' },
  { name: 'http.lowSpeedLimit', value: '1000' },
  { name: 'http.lowSpeedTime', value: '30' },
];

/** @throws {SourceError} `git-failed` when there is no git */
export async function runGit(run: GitRun): Promise<GitResult> {
  const child = startGit(run);
  const { maxBytes = MAX_BYTES, enough = Infinity, timeoutMs, input } = run;
  const out: Buffer[] = [];
  let size = 0;
  let stderr = '';
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    killGit(child);
  }, timeoutMs);
  child.stdout!.on('data', (part: Buffer) => {
    out.push(part);
    size += part.length;
    if (size > maxBytes) stderr += '\nfatal: too much output';
    if (size > maxBytes || size >= enough) killGit(child);
  });
  child.stderr!.on('data', (part: Buffer) => {
    stderr = (stderr + part.toString('utf8')).slice(-20_000);
  });
  // git may end before it has read everything; how it ended says why.
  child.stdin!.on('error', () => undefined);
  child.stdin!.end(input ?? '');
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on('error', (error) => reject(missingGit(error)));
      child.on('close', resolve);
    });
    return { code: size >= enough && size <= maxBytes ? 0 : code, stdout: Buffer.concat(out), stderr, timedOut };
  } finally {
    clearTimeout(timer);
  }
}

/** Starts git with pipes to all three streams. */
export function startGit({
  args,
  cwd,
  settings = [],
  protocols = [],
}: Pick<GitRun, 'args' | 'cwd' | 'settings' | 'protocols'>): ChildProcess {
  // A group of its own, so that its helpers end with it.
  const detached = process.platform !== 'win32';
  return spawn('git', args, {
    cwd,
    env: gitEnvironment([...ALWAYS, ...settings], protocols, cwd),
    stdio: 'pipe',
    detached,
    windowsHide: true,
  });
}

export function killGit(child: ChildProcess): void {
  if (child.exitCode !== null || child.signalCode !== null || !child.pid) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It ended by itself a moment ago.
    child.kill('SIGKILL');
  }
}

function gitEnvironment(settings: readonly GitSetting[], protocols: readonly string[], cwd: string): NodeJS.ProcessEnv {
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => PASSED_ON.test(name)));
  const configured = settings.flatMap(({ name, value }, index) => [
    [`GIT_CONFIG_KEY_${index}`, name],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  return {
    ...own,
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
    GIT_CONFIG_COUNT: String(settings.length),
    ...Object.fromEntries(configured),
    GIT_ATTR_NOSYSTEM: '1',
    GIT_CEILING_DIRECTORIES: dirname(cwd),
    GIT_LITERAL_PATHSPECS: '1',
    GIT_OPTIONAL_LOCKS: '0',
    // What is missing is fetched when the portal says so, and by nothing else: a damaged clone, or a host of plain files, would otherwise
    // make git fetch the same again and again without end.
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: protocols.length ? protocols.join(':') : 'none',
    GIT_SSH_COMMAND: 'ssh -oBatchMode=yes -oConnectTimeout=20 -oServerAliveInterval=15 -oServerAliveCountMax=2',
  };
}

export function missingGit(error: Error): SourceError {
  const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
  return new SourceError(
    'git-failed',
    missing ? 'The program git is not installed.' : `git cannot be started: ${error.message}.`,
    'Install git (2.39.4, 2.45.1 or later) where the portal runs, or use a folder or url source.',
  );
}
