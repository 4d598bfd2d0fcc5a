import { expect, test } from 'vitest';
import { repositoryOf } from './repository-of.ts';

test.each([
  ['https://github.com/Acme/web/blob/main/catalog-info.yaml', 'github.com/acme/web'],
  ['https://raw.githubusercontent.com/acme/web/main/catalog-info.yaml', 'github.com/acme/web'],
  ['https://gitlab.com/acme/group/web/-/blob/main/a.yaml', 'gitlab.com/acme/group/web'],
  ['https://bitbucket.org/acme/web/src/main/a.yaml', 'bitbucket.org/acme/web'],
  ['https://codeberg.org/acme/web/src/branch/main/a.yaml', 'codeberg.org/acme/web'],
  ['https://git.corp.example:8443/projects/A/repos/web/browse/a.yaml', 'git.corp.example:8443/projects/a/repos/web'],
  ['https://dev.azure.com/acme/shop/_git/web?path=%2Fa.yaml', 'dev.azure.com/acme/shop/_git/web'],
  ['https://example.org/openapi.yaml', undefined],
  ['https://example.org/blob/main/a.yaml', undefined],
  ['not a URL', undefined],
])('%s', (url, expected) => {
  expect(repositoryOf(url)).toBe(expected);
});
