-- Who said last that what an entity says is still true.
CREATE TABLE confirmation (
  entity_ref TEXT PRIMARY KEY,
  by_whom TEXT NOT NULL,
  at TEXT NOT NULL
);

-- What was found behind each address that entities link to.
CREATE TABLE link (
  url TEXT PRIMARY KEY,
  state TEXT NOT NULL, -- ok, dead, unreachable, refused
  status BIGINT,
  detail TEXT,
  checked_at TEXT NOT NULL,
  since TEXT NOT NULL -- when it came into this state
);
CREATE INDEX link_state ON link (state);
