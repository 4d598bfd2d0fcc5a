/** What other plugins may offer, so that the incident view shows it. Each is given entities as the catalog has them, with all annotations. */
import type { Entity, Relation } from '@callboard/plugin/server';

/** Offered under the id `on-call`. */
export interface OnCallService {
  /** Who is on call for an entity now; `undefined`: the tool knows no schedule for it. @throws when the tool cannot be asked */
  now(entity: Entity, signal: AbortSignal): Promise<OnCall | undefined>;
}

export interface OnCall {
  /** Something to know of it, such as that it is sample data. */
  note?: string;
  /** Whoever is called first comes first. */
  people: {
    name: string;
    /** Of the person in the catalog, where that is known. */
    entityRef?: string;
    /** Such as `Primary`. */
    role?: string;
    /** ISO 8601: the end of the shift. */
    until?: string;
    /** Where to reach them: `tel:`, `mailto:`, a chat. */
    contacts?: { title: string; url: string }[];
  }[];
  /** The schedule in the tool. */
  url?: string;
  /** Where somebody is paged. */
  pageUrl?: string;
}

/**
 * Offered under the ids `on-call-data` and `alerts-data` by plugins without code, whose data source names them under `offers`. It says an
 * `OnCall`, or a list of alerts without `entityRef`; used where nobody offers `on-call` or `alerts`.
 */
export interface DataService {
  /** @returns nothing where the entity names nothing that the tool knows */
  read(entity: Entity): Promise<DataAnswer | undefined>;
}

export interface DataAnswer {
  data?: unknown;
  /** Something to know of it, such as that it is sample data. */
  note?: string;
  error?: { message: string };
}

/** Offered under the id `alerts`. */
export interface AlertsService {
  /** The alerts that fire for any of the entities. @throws when the tool cannot be asked */
  firing(entities: readonly Entity[], signal: AbortSignal): Promise<Alert[]>;
}

export interface Alert {
  /** Which of the entities it is about. */
  entityRef: string;
  name: string;
  severity: 'critical' | 'warning' | 'info';
  /** ISO 8601. */
  since: string;
  summary?: string;
  /** The alert in its tool. */
  url?: string;
  runbook?: string;
  /** Something to know of it, such as that it is sample data. */
  note?: string;
}

/** The part of the service `deployments` that is used here. */
export interface DeploymentsService {
  recent(entityRef: string, limit: number): Promise<object[]>;
}

/** The part of the service `catalog` that is used here. */
export interface Catalog {
  get(ref: string): Promise<Entity | undefined>;
  query(query: { filter: string; limit: number }): Promise<{ items: Entity[] }>;
  relations(ref: string): Relation[];
  readonly graph: {
    node(ref: string): number | undefined;
    ref(node: number): string;
    isPresent(node: number): boolean;
    forEachEdge(node: number, visit: (source: number, forward: string, reverse: string, target: number) => void): void;
    value(node: number, field: string): string | undefined;
  };
}
