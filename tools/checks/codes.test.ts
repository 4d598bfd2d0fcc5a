import { expect, test } from 'vitest';
import { wrongCodes } from './codes.ts';

test('names codes that nothing uses and uses that no table has', () => {
  const sources = [
    { path: 'a.ts', text: `throw new CallboardError('not-found'); report({ code: 'tag-invalid', level })` },
  ];
  expect(wrongCodes(sources, ['not-found', 'git-failed'])).toEqual([
    "the code 'git-failed' is used by nothing",
    "a.ts: the code 'tag-invalid' is in neither table",
  ]);
  expect(wrongCodes(sources, ['not-found', 'tag-invalid'])).toEqual([]);
});
