import type { Transaction } from '@callboard/plugin/server';
import type { State } from './schema.ts';

export interface DeploymentRow {
  id: string;
  entity_ref: string;
  environment: string;
  region: string;
  key: string;
  version: string;
  state: State;
  since: string;
  at: string;
  commit_id: string | null;
  commit_url: string | null;
  url: string | null;
  by_whom: string | null;
  note: string | null;
  canary: string | null;
  callback: string | null;
  reporter: string;
  sample: number;
}

export interface PlaceRow {
  entity_ref: string;
  environment: string;
  region: string;
  live_id: string | null;
  latest_id: string | null;
  changed_at: string;
}

export type Choice = 'promote' | 'abort';

/** `asked-for`: the deployer asks by itself. */
export type Delivery = 'asked-for' | 'waiting' | 'delivered' | 'failed';

export interface DecisionRow {
  deployment_id: string;
  decision: Choice;
  by_whom: string;
  at: string;
  reason: string | null;
  delivery: Delivery;
  attempts: number;
  next_at: string;
  problem: string | null;
}

export interface Tables {
  deployment: DeploymentRow;
  place: PlaceRow;
  decision: DecisionRow;
}

export type Writer = Transaction<Tables>;
