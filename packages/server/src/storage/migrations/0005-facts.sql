-- Named values of entities, as plugins say them: the newest of each.
CREATE TABLE fact (
  plugin TEXT NOT NULL,
  fact TEXT NOT NULL,
  entity TEXT NOT NULL,
  -- JSON; null while it has none.
  value TEXT,
  -- The value where it is a number, or 0 and 1 for false and true: what lists are sorted by.
  amount DOUBLE PRECISION,
  -- Since when it is so, and when that was seen last.
  since TEXT,
  seen_at TEXT,
  -- When it was last tried to read it, and why that failed.
  tried_at TEXT NOT NULL,
  error TEXT,
  PRIMARY KEY (plugin, fact, entity)
);
CREATE INDEX fact_entity ON fact (entity);

-- What each was, since when: a row for each change.
CREATE TABLE fact_change (
  plugin TEXT NOT NULL,
  fact TEXT NOT NULL,
  entity TEXT NOT NULL,
  at TEXT NOT NULL,
  -- JSON; null: from then on there was none.
  value TEXT,
  PRIMARY KEY (plugin, fact, entity, at)
);
CREATE INDEX fact_change_entity ON fact_change (entity, at);
CREATE INDEX fact_change_at ON fact_change (at);
