import { useLocation, useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';

/** Schemes that a link from outside data may have; anything else, `javascript:` first of all, is no link. */
const SAFE_SCHEMES = new Set([
  'http:',
  'https:',
  'mailto:',
  'tel:',
  'slack:',
  'msteams:',
  'irc:',
  'ircs:',
  'xmpp:',
  'matrix:',
  'zoommtg:',
]);

/** The address when it is safe to put into `href`, else `undefined`. Only absolute ones pass. */
export function safeHref(address: string): string | undefined {
  const url = URL.parse(address.trim());
  return url && SAFE_SCHEMES.has(url.protocol) ? url.href : undefined;
}

export type ChangeUrl = (change: (params: URLSearchParams) => void, options?: { push?: boolean }) => void;

/** The query string of the page as its state. A change replaces the history entry unless `push` is set. */
export function useUrlState(): [params: URLSearchParams, change: ChangeUrl] {
  const text = useLocation({ select: (location) => location.searchStr });
  const navigate = useNavigate();
  const params = useMemo(() => new URLSearchParams(text), [text]);
  const change = useCallback<ChangeUrl>(
    (edit, options) => {
      const next = new URLSearchParams(window.location.search);
      edit(next);
      void navigate({ to: '.', search: searchObject(next), replace: !options?.push, resetScroll: false });
    },
    [navigate],
  );
  return [params, change];
}

/** The query string in the shape that the router carries: lists for repeated keys. */
export function searchObject(params: URLSearchParams): Record<string, string | string[]> {
  const search: Record<string, string | string[]> = {};
  for (const key of new Set(params.keys())) {
    const values = params.getAll(key);
    search[key] = values.length === 1 ? (values[0] ?? '') : values;
  }
  return search;
}
