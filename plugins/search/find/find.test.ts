import { describe, expect, test } from 'vitest';
import { tokensOf, wordsOf, compact, fold } from '../text/words.ts';
import { Vocabulary } from '../text/vocabulary.ts';
import { highlight } from './highlight.ts';
import { questionOf, widen } from './question.ts';
import { score, type Candidate } from './score.ts';

const vocabulary = new Vocabulary();

function candidate(
  title: string,
  more: { names?: string[]; tags?: string[]; text?: string; weight?: number } = {},
): Candidate {
  const names = [title, ...(more.names ?? [])];
  const words = names.flatMap((name) => [...wordsOf(name), compact(name)]);
  for (const word of words) vocabulary.set(word, 1, 0);
  return {
    record: `component:default/${compact(title)}`,
    title,
    names: names.map(fold).join('\n'),
    nameWords: new Set(tokensOf(words)),
    tagWords: new Set(tokensOf((more.tags ?? []).flatMap((tag) => wordsOf(tag)))),
    textWords: new Set(tokensOf(wordsOf(more.text ?? ''))),
    weight: more.weight ?? 0,
  };
}

function order(term: string, candidates: readonly Candidate[]): string[] {
  const question = questionOf(term, vocabulary, 100);
  widen(question, vocabulary, 100, false);
  return candidates
    .map((one) => ({ title: one.title, points: score(question, one) }))
    .sort((a, b) => b.points - a.points)
    .map(({ title }) => title);
}

describe('order of results', () => {
  test('the name itself, then what begins with it, then what holds it, then what is misspelt, then prose', () => {
    const all = [
      candidate('unrelated', { text: 'All about the gateway' }),
      candidate('gatewax'),
      candidate('mygatewayx'),
      candidate('gateways-of-old'),
      candidate('gateway', { weight: -1 }),
    ];
    expect(order('gateway', all)).toEqual(['gateway', 'gateways-of-old', 'mygatewayx', 'gatewax', 'unrelated']);
  });

  test('words stand in any order', () =>
    expect(order('player web', [candidate('web-server'), candidate('web-player')])[0]).toBe('web-player'));

  test('a channel is meant by its sign, a name without', () => {
    const all = [candidate('billing'), candidate('Accounts', { names: ['accounts', '#billing'] })];
    expect(order('#billing', all)[0]).toBe('Accounts');
    expect(order('billing', all)[0]).toBe('billing');
  });

  test('of two that match alike the heavier comes first', () =>
    expect(order('till', [candidate('till-a', { weight: -1 }), candidate('till-b', { weight: 1 })])).toEqual([
      'till-b',
      'till-a',
    ]));

  test('a document that says all of it in one place comes before one that says it in two', () => {
    const split = candidate('Money', { tags: ['artists'], text: 'pays' });
    const whole = candidate('Payday', { text: 'pays artists' });
    expect(order('who pays artists', [split, whole])[0]).toBe('Payday');
  });

  test('a reference means that entity', () =>
    expect(order('component:lathe', [candidate('lathe-two'), candidate('lathe')])[0]).toBe('lathe'));
});

describe('what is asked for', () => {
  test.each([
    ['GitOps', 'gitops', ['gitops']],
    ['webPlayer', 'web', ['web', 'player']],
  ])('%s, where %s is a word, is %j', (term, known, words) => {
    const knownWords = new Vocabulary();
    knownWords.set(known, 1, 0);
    expect(questionOf(term, knownWords, 10).words.map(({ word }) => word)).toEqual(words);
  });
});

describe('highlights', () => {
  const tags = { preTag: '[', postTag: ']' };
  const marked = (text: string, term: string) => highlight(text, questionOf(term, vocabulary, 10), tags);

  test('mark what was typed, and whole words that mean the same', () => {
    expect(marked('Playback Gateway', 'gate')).toBe('Playback [Gate]way');
    expect(marked('Pays artists', 'paying')).toBe('[Pays] artists');
    expect(marked('Kovač', 'kovac')).toBe('[Kovač]');
  });
  test('are cut around the first find in a long text', () => {
    const text = `${'word '.repeat(200)}needle ${'word '.repeat(200)}`;
    const snippet = marked(text, 'needle')!;
    expect(snippet).toContain('[needle]');
    expect(snippet.length).toBeLessThan(300);
  });
  test('are not there where nothing is found', () => expect(marked('Something', 'else')).toBeUndefined());
});
