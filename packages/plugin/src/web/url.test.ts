import { expect, test } from 'vitest';
import { safeHref, searchObject } from './url.ts';

test.each([
  'https://example.org/a',
  'http://example.org/',
  'mailto:team@example.org',
  'slack://channel?team=T1&id=C1',
  'msteams:/l/channel/x',
])('lets %s be a link', (address) => expect(safeHref(address)).toBe(address));

test.each([
  'javascript:alert(1)',
  ' JavaScript:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  'file:///etc/passwd',
  '/relative',
  '',
  'no url',
])('keeps %j from being a link', (address) => expect(safeHref(address)).toBeUndefined());

test('carries repeated parameters as lists', () => {
  expect(searchObject(new URLSearchParams('kind=api&kind=component&text=a+b'))).toEqual({
    kind: ['api', 'component'],
    text: 'a b',
  });
});
