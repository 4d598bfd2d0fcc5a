-- One text for SQLite and PostgreSQL. Numbers are given by the counter table, so that change numbers come in the order of commits.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE counter (name TEXT PRIMARY KEY, value BIGINT NOT NULL);
INSERT INTO counter (name, value) VALUES ('change', 0), ('id', 0);

CREATE TABLE source (
  id TEXT PRIMARY KEY,
  type TEXT NOT NULL,
  target TEXT NOT NULL,
  options TEXT NOT NULL,
  origin TEXT NOT NULL,
  entity_ref TEXT,
  position BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  created_by TEXT,
  error TEXT
);

CREATE TABLE repository (
  id BIGINT PRIMARY KEY,
  source_id TEXT NOT NULL,
  name TEXT NOT NULL,
  url TEXT,
  head TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  commit_info TEXT,
  error TEXT,
  changed_at TEXT NOT NULL,
  revision BIGINT NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX repository_by_name ON repository (source_id, name);
CREATE INDEX repository_with_error ON repository (source_id) WHERE error IS NOT NULL;

CREATE TABLE file (
  id BIGINT PRIMARY KEY,
  repository_id BIGINT NOT NULL,
  harvester TEXT NOT NULL,
  path TEXT NOT NULL,
  location TEXT NOT NULL,
  canonical TEXT NOT NULL,
  hash TEXT NOT NULL,
  deps TEXT NOT NULL,
  follow TEXT NOT NULL,
  sources TEXT NOT NULL,
  view_url TEXT,
  edit_url TEXT
);
CREATE UNIQUE INDEX file_by_path ON file (repository_id, harvester, path);
CREATE INDEX file_with_sources ON file (id) WHERE sources <> '[]';

CREATE TABLE body (hash TEXT PRIMARY KEY, text TEXT NOT NULL);

CREATE TABLE record (
  id BIGINT PRIMARY KEY,
  uid TEXT NOT NULL,
  type TEXT NOT NULL,
  key TEXT NOT NULL,
  file_id BIGINT NOT NULL,
  document BIGINT NOT NULL,
  line BIGINT NOT NULL,
  column_no BIGINT NOT NULL,
  positions TEXT NOT NULL,
  hash TEXT NOT NULL,
  active BIGINT NOT NULL,
  state TEXT NOT NULL,
  created_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  changed_seq BIGINT NOT NULL
);
CREATE INDEX record_by_key ON record (type, key);
CREATE INDEX record_by_file ON record (file_id);

CREATE TABLE finding (
  id BIGINT PRIMARY KEY,
  source_id TEXT NOT NULL,
  repository_id BIGINT NOT NULL,
  file_id BIGINT,
  file TEXT NOT NULL,
  document BIGINT,
  line BIGINT NOT NULL,
  column_no BIGINT NOT NULL,
  level TEXT NOT NULL,
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  hint TEXT NOT NULL,
  key TEXT,
  since TEXT NOT NULL
);
CREATE INDEX finding_by_repository ON finding (repository_id);
CREATE INDEX finding_by_key ON finding (key);

CREATE TABLE change (
  seq BIGINT PRIMARY KEY,
  at TEXT NOT NULL,
  type TEXT NOT NULL,
  key TEXT NOT NULL,
  op TEXT NOT NULL,
  before TEXT,
  after TEXT,
  cause TEXT NOT NULL
);
CREATE INDEX change_by_key ON change (type, key, seq);

CREATE TABLE redirect (type TEXT NOT NULL, key TEXT NOT NULL, target TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (type, key));
CREATE TABLE exclusion (type TEXT NOT NULL, key TEXT NOT NULL, by_whom TEXT NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (type, key));
CREATE TABLE choice (type TEXT NOT NULL, key TEXT NOT NULL, canonical TEXT NOT NULL, by_whom TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (type, key));
