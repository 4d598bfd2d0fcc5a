/** Milliseconds between looks at whether whoever started us is still there. */
const lookEvery = 500;
/** Milliseconds in which a second signal is the first once more: the terminal and a launcher may both send it. */
const sameSignal = 1000;

/**
 * Resolves when the process is asked to end: Ctrl-C, SIGTERM, or the end of the npm that started it (npm does not pass
 * signals on, and a portal that nobody can stop would keep the port). Another signal, later, ends it at once.
 */
export function untilAskedToStop(): Promise<void> {
  return new Promise((resolve) => {
    let askedAt: number | undefined;
    function stop(): void {
      const now = performance.now();
      if (askedAt !== undefined && now - askedAt > sameSignal) process.exit(130);
      askedAt ??= now;
      resolve();
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
    if (process.env['npm_lifecycle_event'] === undefined) return;
    const parent = process.ppid;
    const timer = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(timer);
      stop();
    }, lookEvery);
    timer.unref();
  });
}
