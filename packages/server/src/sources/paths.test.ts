import { expect, test } from 'vitest';
import { insidePath, resolveInside } from './paths.ts';

test.each([
  ['a/catalog-info.yaml', './b.yaml', 'a/b.yaml'],
  ['a/catalog-info.yaml', 'b/c.yaml', 'a/b/c.yaml'],
  ['a/catalog-info.yaml', '../b.yaml', 'b.yaml'],
  ['a/b/catalog-info.yaml', '/c.yaml', 'c.yaml'],
  ['catalog-info.yaml', './a/./b//c.yaml', 'a/b/c.yaml'],
])('from %s, %s is %s', (from, target, path) => {
  expect(resolveInside(from, target)).toBe(path);
});

test.each([
  '../../x.yaml',
  '../..',
  '/../x',
  'a/../../../x',
  'x\0.yaml',
  '.git/config',
  '/a/.GIT/config',
  '/..//etc/passwd',
])('%s is refused', (target) => {
  expect(() => resolveInside('a/catalog-info.yaml', target)).toThrow(
    expect.objectContaining({ code: 'path-outside-repository' }),
  );
});

test('names that only look like it are fine', () => {
  for (const path of ['..a/b.yaml', 'a/..b', '.github/x.yaml', '.gitignore', '...'])
    expect(insidePath(path)).toBe(path);
});
