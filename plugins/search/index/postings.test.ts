import { expect, test } from 'vitest';
import { Vocabulary } from '../text/vocabulary.ts';
import { tokensOf } from '../text/words.ts';
import { Postings, type Alternatives } from './postings.ts';

const words = (text: string) => tokensOf(text.split(' ').filter((word) => word !== '')).join(' ');

function filled(documents: Record<number, { names: string; text?: string }>) {
  const vocabulary = new Vocabulary();
  const postings = new Postings(vocabulary);
  for (const [id, { names, text = '' }] of Object.entries(documents))
    postings.put(Number(id), { name_words: words(names), tag_words: '', text_words: words(text) });
  postings.settle();
  const find = (where: 'names' | 'anywhere', ...asked: Alternatives[]) => postings.find(where, asked, 100);
  return { vocabulary, postings, find };
}

test('documents are found by every word, in names only or anywhere', () => {
  const { find } = filled({ 7: { names: 'web player', text: 'plays songs' }, 3: { names: 'songs' } });
  expect(find('anywhere', [{ word: 'songs' }])).toEqual(expect.arrayContaining([3, 7]));
  expect(find('names', [{ word: 'songs' }])).toEqual([3]);
  expect(find('anywhere', [{ word: 'songs' }], [{ word: 'web' }])).toEqual([7]);
  expect(find('anywhere', [{ word: 'absent' }], [{ word: 'web' }])).toEqual([]);
});

test('a word may be its beginning, its stem or one of several', () => {
  const { find } = filled({ 1: { names: 'payment' }, 2: { names: 'paying' }, 3: { names: 'play' } });
  expect(find('names', [{ word: 'pay', isPrefix: true }])).toEqual([2, 1]);
  expect(find('names', [{ word: 'pay', isStem: true }])).toEqual([1, 2]);
  expect(find('names', [{ word: 'play' }, { word: 'payment' }])).toEqual([3, 1]);
});

test('no more come than were asked for', () => {
  const { postings } = filled({ 1: { names: 'a' }, 2: { names: 'a' }, 3: { names: 'a' } });
  expect(postings.find('names', [[{ word: 'a' }]], 2)).toHaveLength(2);
});

test('what changes is found as it is now, and words that nobody has any more are no spellings', () => {
  const documents = Object.fromEntries(Array.from({ length: 40 }, (_, id) => [id, { names: `zither${id}` }]));
  const { postings, vocabulary, find } = filled(documents);
  for (let id = 0; id < 40; id++)
    postings.put(id, { name_words: words(`lute${id}`), tag_words: '', text_words: words('old') });
  for (let id = 20; id < 40; id++) postings.remove(id);
  postings.settle();
  expect(find('names', [{ word: 'zither', isPrefix: true }])).toEqual([]);
  expect(vocabulary.uses('zither3')).toBe(0);
  expect(find('names', [{ word: 'lute', isPrefix: true }]).sort((a, b) => a - b)).toEqual([...Array(20).keys()]);
  expect(vocabulary.uses('old')).toBe(20);
  // A word that went and comes again stands in its place once.
  postings.put(50, { name_words: 'zither3', tag_words: '', text_words: '' });
  postings.settle();
  expect(find('names', [{ word: 'zither', isPrefix: true }])).toEqual([50]);
});

test('it finds what a look at every document finds, whatever came and went', () => {
  let seed = 7;
  const random = (below: number) => (seed = (seed * 48271) % 2147483647) % below;
  const some = () => Array.from({ length: 1 + random(4) }, () => 'abcdefgh'[random(8)]! + 'xyz'[random(3)]!);
  const { postings } = filled({});
  const all = new Map<number, { names: string[]; text: string[] }>();
  for (let step = 0; step < 600; step++) {
    const id = random(60);
    if (random(3) === 0) {
      all.delete(id);
      postings.remove(id);
    } else {
      const document = { names: some(), text: some() };
      all.set(id, document);
      postings.put(id, { name_words: document.names.join(' '), tag_words: '', text_words: document.text.join(' ') });
    }
    postings.settle();
    const [one, other] = [some()[0]!, some()[0]!.slice(0, 1)];
    const expected = [...all].filter(([, { names, text }]) => {
      const own = [...names, ...text];
      return own.includes(one) && own.some((word) => word.startsWith(other));
    });
    const found = postings.find('anywhere', [[{ word: one }], [{ word: other, isPrefix: true }]], 1000);
    expect(found.sort((a, b) => a - b)).toEqual(expected.map(([id]) => id).sort((a, b) => a - b));
  }
});
