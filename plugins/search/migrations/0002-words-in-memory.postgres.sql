-- Who has which word is known in memory: see decision 0011.
ALTER TABLE document DROP COLUMN name_vector, DROP COLUMN vector;
DROP TABLE word;
