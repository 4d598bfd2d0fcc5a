import { useCallback } from 'react';
import { useUrlState } from '@callboard/plugin/web';

export type View = 'rendered' | 'source';

/** What of the definition is shown, as the page's address says it. */
export interface Address {
  /** Id of the thing that is open; empty for the overview. */
  at: string;
  view: View;
  find: string;
  /** Opens a thing. `quietly`: the reader came there by scrolling, which is no step to go back. */
  open(id: string, quietly?: boolean): void;
  show(view: View): void;
  search(text: string): void;
  href(id: string): string;
}

export function useAddress(): Address {
  const [params, change] = useUrlState();
  const open = useCallback(
    (id: string, quietly = false) => change((next) => put(next, 'at', id), { push: !quietly }),
    [change],
  );
  const show = useCallback(
    (view: View) => change((next) => put(next, 'view', view === 'source' ? view : '')),
    [change],
  );
  const search = useCallback((text: string) => change((next) => put(next, 'find', text)), [change]);
  const href = useCallback(
    (id: string) => {
      const next = new URLSearchParams(params);
      put(next, 'at', id);
      return `?${next}`;
    },
    [params],
  );
  return {
    at: params.get('at') ?? '',
    view: params.get('view') === 'source' ? 'source' : 'rendered',
    find: params.get('find') ?? '',
    open,
    show,
    search,
    href,
  };
}

function put(params: URLSearchParams, name: string, value: string): void {
  if (value) params.set(name, value);
  else params.delete(name);
}
