-- Plugins that were installed while the portal ran: each package once, by the hash of its content, so that every replica can fetch it.
CREATE TABLE plugin_package (
  hash TEXT PRIMARY KEY,
  plugin TEXT NOT NULL,
  version TEXT NOT NULL,
  -- Where it came from, for people.
  origin TEXT NOT NULL,
  -- The file, in Base64.
  content TEXT NOT NULL,
  added_at TEXT NOT NULL,
  added_by TEXT NOT NULL
);

-- What people decided of a plugin, wherever it comes from.
CREATE TABLE plugin_state (
  plugin TEXT PRIMARY KEY,
  -- Of plugin_package; null for a plugin that lies in a folder.
  package TEXT,
  -- The one that ran before, to go back to.
  previous TEXT,
  enabled INTEGER NOT NULL,
  -- Why it is switched off, where the portal itself did it.
  reason TEXT,
  -- JSON of the settings that were made in the portal.
  settings TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  changed_by TEXT NOT NULL
);

-- Who saw something of a plugin on which day; people by a hash of their name.
CREATE TABLE plugin_use (
  plugin TEXT NOT NULL,
  day TEXT NOT NULL,
  person TEXT NOT NULL,
  PRIMARY KEY (plugin, day, person)
);
