import { spawn } from 'node:child_process';
import { dirname, join, delimiter } from 'node:path';

/**
 * What a portal's memory is kept down with. A portal mostly waits, so it has no use for the tens of megabytes that the engine would set
 * aside for young objects, nor for letting the heap grow to four times what is live before it looks for garbage.
 */
export const frugal = ['--max-semi-space-size=8', '--heap-growing-percent=30'];

/**
 * Of the pinned Node alone, as older ones would refuse to run with it: what the harvest's thread leaves goes back to the system when it
 * ends, instead of to whichever thread might want it later.
 */
export const frugalWhenPinned = ['--no-memory-pool-share-memory-on-teardown'];

/** Runs `node ...args` in our place: same terminal, same signals, its exit code is ours. */
export function handOver(root, node, args, engineFlags = []) {
  const flags = ['--disable-warning=ExperimentalWarning', ...engineFlags];
  const environment = {
    ...process.env,
    // Few heaps for native memory: with one to a thread, as glibc would have it, much of each is kept for nothing.
    MALLOC_ARENA_MAX: process.env.MALLOC_ARENA_MAX ?? '2',
    // Large buffers are mapped one by one, and given back one by one: else glibc raises the limit with each that it sees.
    MALLOC_MMAP_THRESHOLD_: process.env.MALLOC_MMAP_THRESHOLD_ ?? '131072',
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, 'node_modules/.cache/node'),
    // So that whatever is started from there by name gets the same Node.
    PATH: [dirname(node), process.env.PATH ?? ''].join(delimiter),
  };
  // Where Node can replace itself there is no second process, and nothing to forward.
  if (process.execve) process.execve(node, [node, ...flags, ...args], environment);

  return new Promise((resolve, reject) => {
    const child = spawn(node, [...flags, ...args], { stdio: 'inherit', env: environment });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    if (process.env.npm_lifecycle_event !== undefined) whenOrphaned(() => child.kill('SIGTERM'));
    child.on('error', (error) => reject(new Error(`${node} could not be started: ${error.message}`)));
    child.on('exit', (code, signal) => {
      if (signal === null) process.exitCode = code ?? 1;
      else {
        process.removeAllListeners(signal);
        process.kill(process.pid, signal);
      }
      resolve();
    });
  });
}

/** npm does not pass signals on: when it is ended, the shell between us ends, and we would stay without a parent. */
function whenOrphaned(end) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    end();
  }, 500);
  timer.unref();
}
