/** Any value that JSON can carry. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

export interface EntityLink {
  url: string;
  title?: string;
  icon?: string;
  type?: string;
}

export interface EntityMetadata {
  /** UUID v4, new on each registration. Set by the server. */
  uid?: string;
  /** 40 hexadecimal digits; changes whenever the entity as sent changes. Set by the server. */
  etag?: string;
  name: string;
  namespace?: string;
  title?: string;
  description?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  tags?: string[];
  links?: EntityLink[];
  [key: string]: unknown;
}

/** A typed edge to another entity, as it is sent to clients. */
export interface Relation {
  type: string;
  /** `kind:namespace/name`, lower case. */
  targetRef: string;
}

export type Level = 'error' | 'warning' | 'info';

export interface StatusItem {
  type: string;
  level: Level;
  message: string;
  error?: { name: string; message: string };
}

/** One thing in the catalog, in the shape of the descriptor format. */
export interface Entity {
  apiVersion: string;
  kind: string;
  metadata: EntityMetadata;
  spec?: JsonObject;
  /** Set by the server; always present on output. */
  relations?: Relation[];
  /** Set by the server; present only when there are items. */
  status?: { items: StatusItem[] };
}
