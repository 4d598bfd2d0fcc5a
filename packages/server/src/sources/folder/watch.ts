/** Noticing that files change, as soon as they do. */
import { realpath } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Event } from '@parcel/watcher';
import { SKIPPED_FOLDERS } from '../globs.ts';
import type { ScanHint } from '../source.ts';
import { SourceError } from '../source-error.ts';
import { folderError } from './errors.ts';

/** Milliseconds in which changes are gathered: saving one file may be several. */
const GATHER = 50;
/** Above this many changed files a full look is cheaper than a narrow one. */
const MANY = 500;

/** One pattern: the watcher tries each on every path there is, with slow regular expressions. */
const IGNORED = [`**/{${SKIPPED_FOLDERS.join(',')}}{,/**}`];

/**
 * Calls back with the absolute paths of what changed.
 * @returns ends the watching
 * @throws {SourceError} when the folder cannot be watched
 */
export async function watchFolder(
  folder: string,
  onChange: (hint: ScanHint) => void,
  onError: (error: Error) => void,
): Promise<() => Promise<void>> {
  const real = await realpath(folder).catch((error: unknown) => {
    throw folderError(folder, error);
  });
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    timer = undefined;
    const paths = [...changed];
    changed.clear();
    onChange(paths.length > MANY ? {} : { paths });
  }

  function gather(events: Event[]): void {
    // The watcher tells real paths; the others know the folder by the name that it was registered under.
    for (const event of events) changed.add(join(folder, relative(real, event.path)));
    timer ??= setTimeout(flush, GATHER);
  }

  function receive(error: Error | null, events: Event[]): void {
    if (!error) return gather(events);
    onError(watchError(folder, error));
    // Whatever was missed meanwhile is found by a full look.
    onChange({});
  }

  // Native code, loaded by whoever watches: a machine that it was not built for only goes without watching.
  const subscription = await import('@parcel/watcher')
    .then(({ subscribe }) => subscribe(real, receive, { ignore: IGNORED }))
    .catch((error: unknown) => {
      throw watchError(folder, error);
    });
  return async () => {
    clearTimeout(timer);
    await subscription.unsubscribe();
  };
}

function watchError(folder: string, error: unknown): SourceError {
  const reason = error instanceof Error ? error.message : String(error);
  return new SourceError(
    'watch-failed',
    `Changes in ${folder} cannot be watched: ${reason}.`,
    'On Linux, raise fs.inotify.max_user_watches; until then the folder is looked at from time to time.',
  );
}
