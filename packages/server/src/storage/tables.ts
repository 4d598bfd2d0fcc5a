import type { Generated } from 'kysely';

/** Columns as stored. JSON columns are text on both databases; times are ISO 8601 text. */
export interface Tables {
  meta: { key: string; value: string };
  plugin_package: {
    hash: string;
    plugin: string;
    version: string;
    origin: string;
    content: string;
    added_at: string;
    added_by: string;
  };
  action_run: {
    id: string;
    plugin: string;
    action: string;
    title: string;
    entity: string;
    input: string;
    state: string;
    requested_by: string;
    requested_at: string;
    decided_by: string | null;
    decided_at: string | null;
    finished_at: string | null;
    alive_at: string | null;
    progress: string;
    result: string | null;
    error: string | null;
    undo: string | null;
    undoes: string | null;
    undone_by: string | null;
  };
  plugin_remote: {
    url: string;
    plugin: string;
    manifest: string;
    read_at: string;
    added_at: string;
    added_by: string | null;
  };
  plugin_use: { plugin: string; day: string; person: string };
  plugin_state: {
    plugin: string;
    package: string | null;
    previous: string | null;
    enabled: number;
    reason: string | null;
    settings: string;
    changed_at: string;
    changed_by: string;
  };
  fact: {
    plugin: string;
    fact: string;
    entity: string;
    value: string | null;
    amount: number | null;
    since: string | null;
    seen_at: string | null;
    tried_at: string;
    error: string | null;
  };
  fact_change: { plugin: string; fact: string; entity: string; at: string; value: string | null };
  counter: { name: string; value: number };
  source: {
    id: string;
    type: string;
    target: string;
    options: string;
    origin: string;
    entity_ref: string | null;
    position: number;
    created_at: string;
    created_by: string | null;
    /** JSON of {code, message, hint}, or null. */
    error: string | null;
  };
  repository: {
    id: number;
    source_id: string;
    name: string;
    url: string | null;
    /** What it was at its last harvest: a commit, or a hash of its candidate files. */
    head: string;
    /** Hash of everything but the content that the result depends on. */
    fingerprint: string;
    /** JSON of CommitInfo, or null. */
    commit_info: string | null;
    /** JSON of {code, message, hint}: why it could not be read the last time; or null. */
    error: string | null;
    changed_at: string;
    /** Counts the writes, so that a harvest notices when somebody else was at it. */
    revision: number;
  };
  file: {
    id: number;
    repository_id: number;
    harvester: string;
    path: string;
    location: string;
    canonical: string;
    hash: string;
    /** JSON of what else the result depends on: [kind, name, hash][]. */
    deps: string;
    /** JSON of Follow[]. */
    follow: string;
    /** JSON of SourceDraft[]. */
    sources: string;
    view_url: string | null;
    edit_url: string | null;
  };
  record: {
    id: number;
    uid: string;
    type: string;
    key: string;
    file_id: number;
    document: number;
    line: number;
    column_no: number;
    positions: string;
    hash: string;
    active: number;
    state: string;
    created_at: string;
    changed_at: string;
    changed_seq: number;
  };
  body: { hash: string; text: string };
  finding: {
    id: number;
    source_id: string;
    repository_id: number;
    file_id: number | null;
    file: string;
    document: number | null;
    line: number;
    column_no: number;
    level: string;
    code: string;
    message: string;
    hint: string;
    key: string | null;
    since: string;
  };
  change: {
    seq: number;
    at: string;
    type: string;
    key: string;
    op: string;
    before: string | null;
    after: string | null;
    cause: string;
  };
  redirect: { type: string; key: string; target: string; at: string };
  exclusion: { type: string; key: string; by_whom: string; reason: string; at: string };
  choice: { type: string; key: string; canonical: string; by_whom: string; at: string };
  migration: { number: number; name: string; at: Generated<string> };
  job: { plugin: string; name: string; started_at: string; finished_at: string | null; error: string | null };
}
