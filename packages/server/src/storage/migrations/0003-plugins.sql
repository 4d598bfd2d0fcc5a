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

-- Each time that somebody had an action done to an entity: who, what, when, how it went.
CREATE TABLE action_run (
  id TEXT PRIMARY KEY,
  plugin TEXT NOT NULL,
  action TEXT NOT NULL,
  title TEXT NOT NULL,
  entity TEXT NOT NULL,
  -- JSON.
  input TEXT NOT NULL,
  -- waiting, running, done, failed, refused
  state TEXT NOT NULL,
  requested_by TEXT NOT NULL,
  requested_at TEXT NOT NULL,
  -- Who agreed or refused, where somebody had to.
  decided_by TEXT,
  decided_at TEXT,
  finished_at TEXT,
  -- Last sign of life of the replica that runs it.
  alive_at TEXT,
  -- Lines of progress.
  progress TEXT NOT NULL,
  -- JSON of {message, links}.
  result TEXT,
  error TEXT,
  -- JSON of the input that undoes it, to the action of the same plugin that is named with it.
  undo TEXT,
  -- The run that this one undoes, and the one that undid this one.
  undoes TEXT,
  undone_by TEXT
);
CREATE INDEX action_run_entity ON action_run (entity, requested_at);
CREATE INDEX action_run_state ON action_run (state);
