import { describe, expect, test } from 'vitest';
import { distance, mistakesFor } from './distance.ts';
import { stem } from './stem.ts';
import { Vocabulary } from './vocabulary.ts';
import { compact, fold, wordsOf, writtenWordsOf } from './words.ts';

describe('words', () => {
  test.each([
    ['playback-gateway', ['playback', 'gateway']],
    ['web_player.v2', ['web', 'player', 'v2']],
    ['camelCaseName', ['camel', 'case', 'name']],
    ['HTTPServer', ['http', 'server']],
    ['REST APIs', ['rest', 'api']],
    ['Hana Kovač', ['hana', 'kovac']],
    ['a/b testing', ['ab', 'testing']],
    ["listener's rights", ['listener', 'rights']],
    ['  ', []],
  ])('of %s', (text, words) => expect(wordsOf(text)).toEqual(words));

  test('are stored whole as well where only case cuts them', () => {
    expect(writtenWordsOf('GitOps for all')).toEqual(['gitops', 'for', 'all', 'git', 'ops']);
    expect(writtenWordsOf('git-ops')).toEqual(['git', 'ops']);
  });

  test('are the same whatever case and accents', () => expect(fold('ÉCOLE Ærø')).toBe('ecole aero'));

  test('of a name are one however it is written', () =>
    expect(new Set(['web-player', 'Web Player', 'webPlayer', 'web_player'].map(compact)).size).toBe(1));
});

test.each([
  ['pays', 'pay'],
  ['payments', 'payment'],
  ['payment', 'pay'],
  ['recordings', 'record'],
  ['policies', 'policy'],
  ['planning', 'plan'],
  ['translation', 'translate'],
  ['deployments', 'deploy'],
])('%s and %s have one stem', (one, other) => expect(stem(one)).toBe(stem(other)));

test('words that only look alike have stems of their own', () => {
  for (const [one, other] of [
    ['tech', 'team'],
    ['class', 'clam'],
    ['status', 'stat'],
  ] as const)
    expect(stem(one)).not.toBe(stem(other));
});

describe('mistakes', () => {
  test.each([
    ['trunstile', 'turnstile', 1],
    ['gatway', 'gateway', 1],
    ['lathe', 'lathe', 0],
    ['tech', 'team', 2],
  ])('between %s and %s', (one, other, count) => expect(distance(one, other, 3)).toBe(count));

  test('are forgiven one in four letters, two in eight, none in fewer', () =>
    expect(['abc', 'abcd', 'abcdefgh'].map(mistakesFor)).toEqual([0, 1, 2]));

  test('are not counted beyond what is allowed', () => expect(distance('abcdefgh', 'zzzzzzzz', 2)).toBe(3));
});

describe('a vocabulary', () => {
  const vocabulary = new Vocabulary();
  for (const word of ['turnstile', 'gateway', 'playbackgateway', 'team']) vocabulary.set(word, 1, 0);

  test('knows what a misspelt word was meant to be', () =>
    expect(vocabulary.spellings('trunstile', 3)).toEqual([{ word: 'turnstile', mistakes: 1 }]));
  test('does not take one short word for another', () => expect(vocabulary.spellings('tech', 3)).toEqual([]));
  test('knows words that hold what was typed', () =>
    expect(vocabulary.around('ateway', 5)).toEqual(['gateway', 'playbackgateway']));
  test('forgets a word that no document has any more', () => {
    vocabulary.set('team', 0, 0);
    expect(vocabulary.uses('team')).toBe(0);
  });
});
