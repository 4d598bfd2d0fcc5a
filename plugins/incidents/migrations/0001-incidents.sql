-- What was last known of each block of the page of an entity.
CREATE TABLE block (
  entity_ref TEXT NOT NULL,
  name TEXT NOT NULL, -- catalog, on-call, alerts, deployments
  body TEXT NOT NULL, -- JSON
  at TEXT NOT NULL,
  PRIMARY KEY (entity_ref, name)
);

-- Whose page somebody looked at, and when last.
CREATE TABLE looked (
  entity_ref TEXT PRIMARY KEY,
  at TEXT NOT NULL
);
