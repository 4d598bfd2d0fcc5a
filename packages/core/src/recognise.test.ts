import { describe, expect, test } from 'vitest';
import { parseKindDefinition } from './kind-definition.ts';
import { createModel } from './model.ts';
import { isDescriptorName, looksLikeDescriptor } from './recognise.ts';

const model = createModel({ kinds: [parseKindDefinition({ kind: 'Dataset', apiVersions: ['acme.example/*'] })] });

test('the conventional name, in any folder', () => {
  for (const path of ['catalog-info.yaml', 'a/b/catalog-info.yml']) expect(isDescriptorName(path)).toBe(true);
  for (const path of ['my-catalog-info.yaml', 'catalog-info.yaml.bak', 'catalog-info.json'])
    expect(isDescriptorName(path)).toBe(false);
});

describe('by content', () => {
  test.each([
    'apiVersion: backstage.io/v1alpha1\nkind: System',
    '# comment\r\n---\r\napiVersion: "scaffolder.backstage.io/v1beta3"\r\n',
    'kind: Dataset\napiVersion: acme.example/v7\n',
    'apiVersion: apps/v1\n---\napiVersion: callboard.dev/v1\n',
  ])('%j holds an entity', (head) => expect(looksLikeDescriptor(head, model)).toBe(true));

  test.each([
    '',
    'apiVersion: apps/v1\nkind: Deployment',
    'apiVersion: backstage.io.example/v1',
    'data: |\n  apiVersion: backstage.io/v1alpha1',
    '# apiVersion: backstage.io/v1alpha1',
  ])('%j does not', (head) => expect(looksLikeDescriptor(head, model)).toBe(false));
});
