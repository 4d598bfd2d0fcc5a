/** Milliseconds between looks at whether whoever started us is still there. */
const lookEvery = 500;

/**
 * Resolves when the process is asked to end: Ctrl-C, SIGTERM, or the end of the npm that started it (npm does not pass
 * signals on, and a portal that nobody can stop would keep the port). A second signal ends it at once.
 */
export function untilAskedToStop(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    function stop(): void {
      if (asked) process.exit(130);
      asked = true;
      resolve();
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
    if (process.env['npm_lifecycle_event'] === undefined) return;
    const parent = process.ppid;
    const timer = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(timer);
      if (!asked) stop();
    }, lookEvery);
    timer.unref();
  });
}
