import type { Entity } from '@callboard/plugin/web';

export type State = 'pending' | 'running' | 'canary' | 'succeeded' | 'failed' | 'aborted' | 'removed';
export type Verdict = 'pass' | 'warn' | 'fail' | 'unknown';

export interface Metric {
  metric: string;
  baseline?: string | number;
  canary?: string | number;
  unit?: string;
  verdict: Verdict;
  at?: string;
}

export interface Decision {
  decision: 'promote' | 'abort';
  by: string;
  at: string;
  reason?: string;
  delivery: 'asked-for' | 'waiting' | 'delivered' | 'failed';
  problem?: string;
}

export interface Deployment {
  id: string;
  entityRef: string;
  environment: string;
  region: string;
  version: string;
  state: State;
  since: string;
  commit?: string;
  commitUrl?: string;
  url?: string;
  by?: string;
  note?: string;
  canary?: { weight: number; metrics: Metric[] };
  decision?: Decision;
  isSample?: true;
  /** In lists. */
  isInCatalog?: boolean;
}

export interface Place {
  environment: string;
  region: string;
  live?: Deployment;
  latest?: Deployment;
}

export interface EntityPlaces {
  entityRef: string;
  places: Place[];
}

/** Where it is read what of an entity runs where. */
export function placesPath({ kind, metadata: { namespace, name } }: Entity): string {
  const parts = [namespace ?? 'default', kind, name].map((part) => encodeURIComponent(part.toLowerCase()));
  return `/api/deployments/entities/${parts.join('/')}`;
}
