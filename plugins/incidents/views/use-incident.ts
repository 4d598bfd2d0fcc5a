import { useQuery } from '@tanstack/react-query';
import { apiQuery, useKit } from '@callboard/plugin/web';
import type { Incident } from './types.ts';

/** Milliseconds after which an open page looks again. */
const LOOK = 10_000;

export function useIncident(namespace: string, kind: string, name: string) {
  const { api } = useKit();
  const path = [namespace, kind, name].map((part) => encodeURIComponent(part.toLowerCase())).join('/');
  return useQuery({
    ...apiQuery<Incident>(api, `/api/incidents/entities/${path}`),
    refetchInterval: LOOK,
    // Whoever comes back to the page wants what is known at once, and what is new behind it.
    gcTime: 3_600_000,
  });
}

/** Path of the page. */
export function incidentPath(entityRef: string): string {
  const [, kind = '', namespace = '', name = ''] = /^([^:]+):([^/]+)\/(.+)$/.exec(entityRef) ?? [];
  return `/incident/${[namespace, kind, name].map(encodeURIComponent).join('/')}`;
}
