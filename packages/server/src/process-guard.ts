/** A promise that nobody waits for must not take the portal down with whatever else it does. */
import type { Log } from '@callboard/plugin/server';

export interface Guarded {
  id: string;
  folder: string;
}

/**
 * Has what nobody catches logged, with the plugin whose code it came from, instead of ending the process.
 * @returns ends it
 */
export function guardProcess(plugins: readonly Guarded[], log: Log): () => void {
  const report = (error: unknown) => {
    const stack = error instanceof Error ? (error.stack ?? '') : '';
    const plugin = plugins.find(({ folder }) => stack.includes(`${folder}/`))?.id;
    log.error('something failed where nobody waits for it', { ...(plugin ? { plugin } : {}), error });
  };
  process.on('unhandledRejection', report);
  process.on('uncaughtException', report);
  return () => {
    process.off('unhandledRejection', report);
    process.off('uncaughtException', report);
  };
}
