CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL);

-- Words are folded and cut by us. A document that is gone stays as an empty row, so that every replica learns of it; its id is used again.
CREATE TABLE document (
  id INTEGER PRIMARY KEY,
  type TEXT NOT NULL,
  record_type TEXT NOT NULL,
  record TEXT NOT NULL,
  part TEXT NOT NULL,
  hash TEXT NOT NULL,
  revision BIGINT NOT NULL,
  gone INTEGER NOT NULL,
  weight DOUBLE PRECISION NOT NULL,
  title TEXT NOT NULL,
  names TEXT NOT NULL,
  name_words TEXT NOT NULL,
  tag_words TEXT NOT NULL,
  text_words TEXT NOT NULL,
  fields TEXT NOT NULL,
  body TEXT NOT NULL,
  name_vector TSVECTOR GENERATED ALWAYS AS (array_to_tsvector(string_to_array(name_words, ' '))) STORED,
  vector TSVECTOR GENERATED ALWAYS AS (
    array_to_tsvector(string_to_array(name_words, ' ') || string_to_array(tag_words, ' ') || string_to_array(text_words, ' '))
  ) STORED
);
CREATE INDEX document_record ON document (record_type, record);
CREATE INDEX document_revision ON document (revision);
-- Without the list of what is pending, a write costs a little more and a read never has to go through it.
CREATE INDEX document_name_vector ON document USING gin (name_vector) WITH (fastupdate = off);
CREATE INDEX document_vector ON document USING gin (vector) WITH (fastupdate = off);

CREATE TABLE word (
  word TEXT PRIMARY KEY,
  names INTEGER NOT NULL,
  texts INTEGER NOT NULL,
  revision BIGINT NOT NULL
);
CREATE INDEX word_revision ON word (revision);
