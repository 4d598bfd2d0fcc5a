import type { QueryClient } from '@tanstack/react-query';
import { isTouchedByKey, isTouchedByType } from '@callboard/plugin/web/shell';
import type { ChangeNotice } from '@callboard/plugin/web/shell';

/** Lists wait this long for more changes, so that a harvest of many files refreshes them once. */
const QUIET_FOR = 150;
/** … but in a long run of changes they are refreshed at least this often. */
const AT_LEAST_EVERY = 2000;

/** Makes the answers old that a change touches: the changed thing's own at once, lists soon after. */
export function createInvalidator(client: QueryClient) {
  let types = new Set<string>();
  let tooMany = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waitingSince = 0;

  function flush() {
    const touched = types;
    const anything = tooMany;
    types = new Set();
    tooMany = false;
    timer = undefined;
    void client.invalidateQueries({
      predicate: ({ meta }) => (anything ? meta?.touchedBy !== undefined : isTouchedByType(meta?.touchedBy, touched)),
    });
  }

  function soon() {
    const now = Date.now();
    if (timer === undefined) waitingSince = now;
    clearTimeout(timer);
    timer = setTimeout(flush, Math.max(0, Math.min(QUIET_FOR, waitingSince + AT_LEAST_EVERY - now)));
  }

  return {
    changes(changes: readonly ChangeNotice[]) {
      void client.invalidateQueries({ predicate: (query) => isTouchedByKey(query.meta?.touchedBy, changes) });
      for (const change of changes) types.add(change.type);
      soon();
    },
    /** So much changed that it is not told one by one. */
    many() {
      tooMany = true;
      soon();
    },
    /** Nobody knows what was missed. */
    everything() {
      void client.invalidateQueries();
    },
  };
}
