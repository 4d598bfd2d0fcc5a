/** What is stored and what changed, as a plugin sees it. */
import type { Json, JsonObject, Position } from '@callboard/core';

/** Why a record is not what its file says now. */
export interface RecordState {
  /** The file is unreadable or invalid since then; the record is its last good version. */
  stale?: { since: string; code: string; message: string; file: string; line: number };
  /** Its file no longer says it, but its removal waits for a person. */
  held?: { since: string };
  /** No file says it any more, and orphans are kept. */
  orphan?: { since: string };
}

/** Where a record came from. */
export interface RecordOrigin {
  sourceId: string;
  repositoryId: number;
  repository: string;
  /** Location reference of what was registered. */
  origin: string;
  /** Path of the file in the repository, or absolute URL. */
  path: string;
  /** Location reference of the file. */
  location: string;
  document: number;
  line: number;
  column: number;
}

/** A record without its body, which is read when it is wanted. */
export interface StoredRecord {
  id: number;
  uid: string;
  type: string;
  key: string;
  /** SHA-256 of the body, hexadecimal; what `Records.bodies` takes. */
  hash: string;
  state: RecordState;
  /** ISO 8601. */
  createdAt: string;
  changedAt: string;
  /** Number of the change that wrote it last. */
  changedSeq: number;
}

/** A record with its body as it is stored. */
export interface StoredRecordWithBody extends StoredRecord {
  /** JSON text. */
  body: string;
}

/** One file's claim to a key. Several claims are a conflict unless they are the same file. */
export interface Claim extends RecordOrigin {
  recordId: number;
  hash: string;
  active: boolean;
  /** Same file, reached by two ways: same text here. */
  canonical: string;
  positions: Record<string, Position>;
}

/** Who or what caused a change. */
export interface Cause {
  type: 'harvest' | 'user' | 'plugin';
  sourceId?: string;
  repository?: string;
  file?: string;
  line?: number;
  commit?: string;
  author?: string;
  message?: string;
  /** Reference of the person or the API caller. */
  user?: string;
  plugin?: string;
  reason?: string;
}

/** One numbered entry of the change log. */
export interface Change {
  /** Monotonic and without gaps, in the order of commits. */
  seq: number;
  /** ISO 8601. */
  at: string;
  type: string;
  key: string;
  op: 'create' | 'update' | 'delete' | 'state';
  before: string | null;
  after: string | null;
  cause: Cause;
}

/** An old name of a record and the one that it has now. */
export interface Redirect {
  from: string;
  to: string;
  at: string;
}

/** A key that is kept out, by whom and why. */
export interface Exclusion {
  type: string;
  key: string;
  by: string;
  reason: string;
  at: string;
}

/** Which of the files that claim a key a person has chosen. Stays when that file is gone: then it decides nothing until it is back. */
export interface Choice {
  type: string;
  key: string;
  /** `canonical` of the claims that were chosen. */
  canonical: string;
  by: string;
  /** ISO 8601. */
  at: string;
}

/** What harvests have found. Keys are lower case; methods that write answer with the number of the change. */
export interface Records {
  /**
   * Hands over every active record of a type in batches, ordered by id.
   * @returns the change number that the whole is true to: follow the change log from there
   */
  scan(type: string, onBatch: (batch: StoredRecordWithBody[]) => void): Promise<number>;
  /** The active records of these keys; those that do not exist are left out. */
  byKeys(type: string, keys: readonly string[]): Promise<StoredRecordWithBody[]>;
  /** JSON texts of bodies, in the order asked for; `undefined` for an unknown hash. Cached. */
  bodies(hashes: readonly string[]): Promise<(string | undefined)[]>;
  /** Every claim to a key: the active one first. */
  claims(type: string, key: string): Promise<Claim[]>;
  /** Where the active records of these keys came from: key → origin with positions. */
  origins(type: string, keys: readonly string[]): Promise<Map<string, Claim>>;
  /** Keys that more than one file claims, with all the claims. */
  conflicts(type: string): Promise<Map<string, Claim[]>>;
  /** Makes one claim the active one, for good. @returns change number */
  choose(type: string, key: string, recordId: number, by: string): Promise<number>;
  /** What persons chose where several files claim a key. */
  choices(type: string): Promise<Choice[]>;
  /** Takes a choice back: the earliest claim is the active one again. @returns change number */
  unchoose(type: string, key: string, by: string): Promise<number>;
  /** Removes a record; it comes back when a live file says it at its next harvest, which is started at once. @returns change number */
  remove(type: string, key: string, cause: Cause): Promise<number>;
  /** Keeps a key out for good. @returns change number */
  exclude(type: string, key: string, by: string, reason: string): Promise<number>;
  include(type: string, key: string, by: string): Promise<number>;
  exclusions(type: string): Promise<Exclusion[]>;
  /** Every old name and where it leads, followed to its end. */
  redirects(type: string): Promise<Redirect[]>;
}

/** Which entries of the change log to read. `after` and `before` are numbers of changes and not among the answers; oldest first unless told. */
export interface ChangeQuery {
  type?: string;
  key?: string;
  after?: number;
  before?: number;
  limit?: number;
  order?: 'asc' | 'desc';
}

/** The change log. */
export interface Changes {
  /** Number of the newest change that this process has seen committed. */
  head(): Promise<number>;
  read(query: ChangeQuery): Promise<Change[]>;
  /**
   * Calls `handler` with each batch after `from`, in order, one at a time, until the scope ends. A batch whose handling fails comes again.
   * @returns ends it earlier
   */
  follow(name: string, from: number, handler: (changes: Change[]) => Promise<void> | void): () => void;
  /** Resolves when every follower of this process has handled the change. */
  applied(seq: number): Promise<void>;
}

/** A finding of a harvest, with the place of its file. */
export interface StoredFinding {
  id: number;
  sourceId: string;
  repository: string;
  file: string;
  location: string;
  document: number | null;
  line: number;
  column: number;
  level: 'error' | 'warning' | 'info';
  code: string;
  message: string;
  hint: string;
  key: string | null;
  /** ISO 8601: first seen. */
  since: string;
}

/** The findings of harvests. */
export interface Findings {
  list(query?: {
    key?: string;
    sourceId?: string;
    level?: string;
    code?: string;
    limit?: number;
  }): Promise<StoredFinding[]>;
}

export type { Json, JsonObject };
