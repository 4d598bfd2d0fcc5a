import { spawn } from 'node:child_process';
import { dirname, join, delimiter } from 'node:path';

/** Runs `node ...args` in our place: same terminal, same signals, its exit code is ours. */
export function handOver(root, node, args) {
  const flags = ['--disable-warning=ExperimentalWarning'];
  const environment = {
    ...process.env,
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
