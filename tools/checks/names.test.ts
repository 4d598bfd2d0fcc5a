import { expect, test } from 'vitest';
import { wronglyNamed } from './names.ts';

test('names every path with a part that is not kebab-case', () => {
  const wrong = ['packages/core/src/EntityRef.ts', 'plugins/myPlugin/server.ts', 'docs/some_page.md'];
  expect(wronglyNamed(wrong)).toEqual(wrong);
});

test('lets pass what the outside world names, and examples of other repositories', () => {
  const right = [
    'README.md',
    '.github/PULL_REQUEST_TEMPLATE.md',
    'packages/core/src/entity-ref.contract.test.ts',
    'docs/decisions/0001-use-decision-records.md',
    'examples/company/player/App.java',
    '.oxlintrc.json',
  ];
  expect(wronglyNamed(right)).toEqual([]);
});
