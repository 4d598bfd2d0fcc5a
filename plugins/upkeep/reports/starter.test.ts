import { expect, test } from 'vitest';
import type { PluginScope } from '@callboard/plugin/server';
import { parse } from 'yaml';
import { starterOf } from './starter.ts';

function starter(files: Record<string, string>, repository = 'team/Till & Co') {
  const sources = {
    repositories: async () => [{ id: 1, name: repository, entities: 0, held: 0 }],
    readFile: async (_source: string, _repository: string, path: string) => {
      if (!(path in files)) throw new Error(`${path} is not there`);
      return files[path]!;
    },
  } as unknown as PluginScope['sources'];
  return starterOf({ sourceId: 'folder', repository }, { sources, entityFilename: 'catalog-info.yaml' });
}

test('says what the files of the repository say', async () => {
  const { path, text } = await starter({
    'package.json': JSON.stringify({ name: '@shop/till', keywords: ['payments', 'Not a tag'] }),
    'README.md': '# Till\n\n[![build](x)](y)\n\nTakes *money*: see [the docs](https://x.example).\n\nMore.',
    '.github/CODEOWNERS': '# all\n* @shop/payments-team\n',
  });
  expect(path).toBe('catalog-info.yaml');
  expect(parse(text)).toMatchObject({
    metadata: { name: 'till', description: 'Takes money: see the docs.', tags: ['node', 'payments'] },
    spec: { owner: 'payments-team' },
  });
});

test('a repository that says nothing gets valid lines to fill in', async () => {
  const { text } = await starter({ 'package.json': '{ broken' });
  expect(parse(text)).toMatchObject({ kind: 'Component', metadata: { name: 'Till-Co' }, spec: { type: 'service' } });
  expect(text).toContain('# write this');
});

test('only repositories of sources are looked at', async () => {
  const sources = { repositories: async () => [] } as unknown as PluginScope['sources'];
  const asked = { sourceId: 'folder', repository: '../etc' };
  await expect(starterOf(asked, { sources, entityFilename: 'x.yaml' })).rejects.toThrow('No source has a repository');
});
