CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- Words are folded and cut by us. A document that is gone stays as an empty row, so that every replica learns of it; its id is used again.
CREATE TABLE document (
  id INTEGER PRIMARY KEY,
  type TEXT NOT NULL,
  record_type TEXT NOT NULL,
  record TEXT NOT NULL,
  part TEXT NOT NULL,
  hash TEXT NOT NULL,
  revision INTEGER NOT NULL,
  gone INTEGER NOT NULL,
  weight REAL NOT NULL,
  title TEXT NOT NULL,
  names TEXT NOT NULL,
  name_words TEXT NOT NULL,
  tag_words TEXT NOT NULL,
  text_words TEXT NOT NULL,
  fields TEXT NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX document_record ON document (record_type, record);
CREATE INDEX document_revision ON document (revision);

CREATE TABLE word (
  word TEXT PRIMARY KEY,
  names INTEGER NOT NULL,
  texts INTEGER NOT NULL,
  revision INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX word_revision ON word (revision);

CREATE VIRTUAL TABLE words USING fts5 (
  name_words, tag_words, text_words,
  content = 'document', content_rowid = 'id', columnsize = 0, detail = column, prefix = '1 2',
  tokenize = 'unicode61 remove_diacritics 0'
);
CREATE TRIGGER document_added AFTER INSERT ON document BEGIN
  INSERT INTO words (rowid, name_words, tag_words, text_words) VALUES (new.id, new.name_words, new.tag_words, new.text_words);
END;
CREATE TRIGGER document_changed AFTER UPDATE ON document BEGIN
  INSERT INTO words (words, rowid, name_words, tag_words, text_words)
    VALUES ('delete', old.id, old.name_words, old.tag_words, old.text_words);
  INSERT INTO words (rowid, name_words, tag_words, text_words) VALUES (new.id, new.name_words, new.tag_words, new.text_words);
END;
