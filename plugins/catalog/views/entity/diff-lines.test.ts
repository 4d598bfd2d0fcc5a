import { expect, test } from 'vitest';
import { fieldLines, textLines } from './diff-lines.ts';

function written(lines: { sign: string; text: string }[]) {
  return lines.map(({ sign, text }) => `${sign} ${text}`);
}

test('a value that changed is told as its line before and its line after', () => {
  expect(written(fieldLines({ path: 'spec.owner', before: 'crate-diggers', after: 'playback' }))).toEqual([
    '- spec.owner: crate-diggers',
    '+ spec.owner: playback',
  ]);
});

test('in a list only the items that came and went are marked', () => {
  const before = ['api:a', 'api:b', 'api:c', 'api:d', 'api:e'];
  expect(written(fieldLines({ path: 'spec.dependsOn', before, after: [...before, 'api:f'] }))).toEqual([
    '    - api:d',
    '    - api:e',
    '+   - api:f',
  ]);
});

test('a field that came or went is told whole', () => {
  expect(written(fieldLines({ path: 'metadata.labels', after: { tier: '1' } }))).toEqual([
    '+ metadata.labels:',
    '+   tier: "1"',
  ]);
});

test('what lies between two changes far apart is left out, and that is said', () => {
  const between = Array.from({ length: 20 }, (_, at) => `same ${at}`);
  const text = (word: string) => [word, ...between, word, ''].join('\n');
  const lines = written(textLines(text('old'), text('new')));
  expect(lines).toEqual(['- old', '+ new', '  same 0', '  same 1', '  ⋯', '  same 18', '  same 19', '- old', '+ new']);
});
