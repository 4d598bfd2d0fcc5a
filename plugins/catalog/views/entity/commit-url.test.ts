import { expect, test } from 'vitest';
import { commitUrl } from './commit-url.ts';

const sha = '0123456789abcdef0123456789abcdef01234567';

test('a commit is found from the page of a file, wherever the code lives', () => {
  const pages = {
    'https://github.com/o/r/tree/main/catalog-info.yaml': `https://github.com/o/r/commit/${sha}`,
    'https://gitlab.example.org/a/b/r/-/blob/main/c.yaml': `https://gitlab.example.org/a/b/r/-/commit/${sha}`,
    'https://gitea.example.org/o/r/src/branch/main/c.yaml': `https://gitea.example.org/o/r/commit/${sha}`,
    'https://bitbucket.org/w/r/src/main/c.yaml': `https://bitbucket.org/w/r/commits/${sha}`,
  };
  for (const [page, commit] of Object.entries(pages)) expect(commitUrl(page, sha)).toBe(commit);
});

test('where nothing can be told nothing is made up', () => {
  expect(commitUrl(undefined, sha)).toBeUndefined();
  expect(commitUrl('https://example.org/files/c.yaml', sha)).toBeUndefined();
  expect(commitUrl('https://github.com/o/r/blob/main/c.yaml', 'not-a-commit')).toBeUndefined();
});
