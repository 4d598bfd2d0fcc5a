/** A promise that nobody waits for must not take the portal down with whatever else it does. */
import type { Log } from '@callboard/plugin/server';

export interface Guarded {
  id: string;
  folder: string;
}

/**
 * Has what nobody catches logged, with the plugin whose code it came from, instead of ending the process.
 * @param onFailure told of it when it came from a plugin
 * @returns ends it
 */
export function guardProcess(
  plugins: () => readonly Guarded[],
  log: Log,
  onFailure?: (plugin: string, error: unknown) => void,
): () => void {
  const report = (error: unknown) => {
    const stack = error instanceof Error ? (error.stack ?? '') : '';
    const plugin = plugins().find(({ folder }) => stack.includes(`${folder}/`))?.id;
    if (plugin !== undefined) onFailure?.(plugin, error);
    log.error('something failed where nobody waits for it', { ...(plugin ? { plugin } : {}), error });
  };
  process.on('unhandledRejection', report);
  process.on('uncaughtException', report);
  return () => {
    process.off('unhandledRejection', report);
    process.off('uncaughtException', report);
  };
}
