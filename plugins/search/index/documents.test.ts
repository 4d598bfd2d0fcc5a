import { defineSearchType } from '@callboard/plugin/server';
import { expect, test } from 'vitest';
import { contentsOf } from './documents.ts';

const type = defineSearchType({
  version: 1,
  documents: ({ key }) => [
    { id: '', title: key, text: 'All about GitOps', tags: ['TypeScript'], location: '/x', fields: {} },
  ],
});

function wordsOfRecord(key: string) {
  const [content] = contentsOf({ id: 'things', records: 'thing', type }, { key, body: {} });
  return [content!.name_words, content!.tag_words, content!.text_words].map((words) => words.split(' '));
}

test('a word that only its case cuts in two is found whole and in parts, wherever it stands', () => {
  const [names, tags, text] = wordsOfRecord('Ask GitHub');
  expect(names).toEqual(expect.arrayContaining(['ask', 'github', 'hub']));
  expect(tags).toEqual(expect.arrayContaining(['typescript', 'script']));
  expect(text).toEqual(expect.arrayContaining(['gitops', 'ops']));
});
