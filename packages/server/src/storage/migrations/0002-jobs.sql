-- When each recurring job of a plugin ran last, so that a restart does not run all of them at once.
CREATE TABLE job (
  plugin TEXT NOT NULL,
  name TEXT NOT NULL,
  started_at TEXT NOT NULL,
  finished_at TEXT,
  error TEXT,
  PRIMARY KEY (plugin, name)
);
