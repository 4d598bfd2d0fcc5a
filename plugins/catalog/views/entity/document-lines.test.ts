import { expect, test } from 'vitest';
import { documentLines } from './document-lines.ts';

const file = 'kind: A\nname: a\n---\nkind: B\nname: b\n\n--- # third\nkind: C\n';

test('the lines of one document are told apart from its neighbours in the file', () => {
  expect(documentLines(file, 1)).toEqual({ first: 1, last: 2 });
  expect(documentLines(file, 4)).toEqual({ first: 4, last: 5 });
  expect(documentLines(file, 5)).toEqual({ first: 4, last: 5 });
  expect(documentLines(file, 8)).toEqual({ first: 8, last: 8 });
});

test('a file of one document is all of it, and a line beyond its end breaks nothing', () => {
  expect(documentLines('---\nkind: A\nname: a\n', 2)).toEqual({ first: 2, last: 3 });
  expect(documentLines('kind: A', 99)).toEqual({ first: 1, last: 1 });
});
