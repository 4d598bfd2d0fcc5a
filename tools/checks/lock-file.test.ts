import { expect, test } from 'vitest';
import { incompletePackages } from './lock-file.ts';

test('names packages whose binaries for other platforms are not locked', () => {
  const tool = { version: '1.0.0', optionalDependencies: { '@tool/linux': '1.0.0', '@tool/darwin': '1.0.0' } };
  const linux = { version: '1.0.0' };
  const incomplete = { packages: { 'node_modules/tool': tool, 'node_modules/@tool/linux': linux } };
  expect(incompletePackages(incomplete)).toEqual([expect.stringContaining('such as @tool/darwin')]);
  const complete = { packages: { ...incomplete.packages, 'node_modules/tool/node_modules/@tool/darwin': linux } };
  expect(incompletePackages(complete)).toEqual([]);
});
