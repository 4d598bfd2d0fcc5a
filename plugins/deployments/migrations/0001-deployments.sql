-- Each deployment as it was reported last. What a later report of the same key says replaces what the earlier one said.
CREATE TABLE deployment (
  id TEXT PRIMARY KEY,
  entity_ref TEXT NOT NULL,
  environment TEXT NOT NULL,
  region TEXT NOT NULL, -- empty: the environment has none
  key TEXT NOT NULL,
  version TEXT NOT NULL,
  state TEXT NOT NULL, -- pending, running, canary, succeeded, failed, aborted, removed
  since TEXT NOT NULL, -- when it came into the state; stays when it is removed
  at TEXT NOT NULL, -- of the last report
  commit_id TEXT,
  commit_url TEXT,
  url TEXT,
  by_whom TEXT,
  note TEXT,
  canary TEXT, -- JSON
  callback TEXT,
  reporter TEXT NOT NULL,
  sample BIGINT NOT NULL
);
CREATE UNIQUE INDEX deployment_key ON deployment (entity_ref, environment, region, key);
CREATE INDEX deployment_place ON deployment (entity_ref, environment, region, since, id);
CREATE INDEX deployment_entity ON deployment (entity_ref, since, id);
CREATE INDEX deployment_since ON deployment (since, id);
CREATE INDEX deployment_sample ON deployment (entity_ref) WHERE sample = 1;

-- Where an entity runs or is about to: what is there, and what was reported last.
CREATE TABLE place (
  entity_ref TEXT NOT NULL,
  environment TEXT NOT NULL,
  region TEXT NOT NULL,
  live_id TEXT,
  latest_id TEXT,
  changed_at TEXT NOT NULL,
  PRIMARY KEY (entity_ref, environment, region)
);

-- What a person decided about a canary, and whether the deployer knows.
CREATE TABLE decision (
  deployment_id TEXT PRIMARY KEY,
  decision TEXT NOT NULL, -- promote, abort
  by_whom TEXT NOT NULL,
  at TEXT NOT NULL,
  reason TEXT,
  delivery TEXT NOT NULL, -- asked-for: the deployer asks; waiting, delivered, failed
  attempts BIGINT NOT NULL,
  next_at TEXT NOT NULL,
  problem TEXT
);
CREATE INDEX decision_due ON decision (next_at) WHERE delivery = 'waiting';
