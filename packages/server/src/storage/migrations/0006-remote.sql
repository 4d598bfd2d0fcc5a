-- Plugins that are services of their own: each manifest as it was last read without a mistake, by its address.
CREATE TABLE plugin_remote (
  url TEXT PRIMARY KEY,
  plugin TEXT NOT NULL,
  -- As the service served it.
  manifest TEXT NOT NULL,
  read_at TEXT NOT NULL,
  added_at TEXT NOT NULL,
  -- Null for one that the configuration names.
  added_by TEXT
);
