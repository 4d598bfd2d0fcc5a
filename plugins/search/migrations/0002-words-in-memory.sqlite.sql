-- Who has which word is known in memory: see decision 0011.
DROP TRIGGER document_added;
DROP TRIGGER document_changed;
DROP TABLE words;
DROP TABLE word;
