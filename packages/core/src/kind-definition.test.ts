import { describe, expect, test } from 'vitest';
import { compileSchema } from './check/schema.ts';
import { parseKindDefinition, usualRelations } from './kind-definition.ts';
import { readKindDefinitions } from './kind-file.ts';
import { builtInKinds } from './kinds/index.ts';

describe('one definition', () => {
  test('needs only a kind and its versions', () => {
    expect(parseKindDefinition({ kind: 'Dataset', apiVersions: ['acme.example/v1'] })).toEqual({
      kind: 'Dataset',
      singular: 'dataset',
      plural: 'datasets',
      description: '',
      icon: 'box',
      apiVersions: ['acme.example/v1'],
      schema: { type: 'object' },
      relations: usualRelations,
      sorted: [],
      columns: [
        { path: 'spec.owner', title: 'Owner' },
        { path: 'spec.type', title: 'Type' },
      ],
    });
  });

  test('says everything that is wrong with it', () => {
    const wrong = {
      kind: 'Data set',
      apiVersions: [],
      relations: [{ path: 'owner', forward: 'a b', reverse: 'c' }],
      colour: 'red',
    };
    expect(() => parseKindDefinition(wrong)).toThrow(
      /kind: .*apiVersions: .*relations\.0\.path: .*relations\.0\.forward: .*colour/,
    );
  });

  test('with a schema that is none is refused', () => {
    const wrong = { kind: 'A', apiVersions: ['a/v1'], schema: { type: 'strng' } };
    expect(() => parseKindDefinition(wrong)).toThrow('Not a JSON Schema');
  });
});

describe('a file of definitions', () => {
  test('holds one per document, or lists of them', () => {
    const kinds = readKindDefinitions(
      'kind: A\napiVersions: [a/v1]\n---\n- { kind: B, apiVersions: [a/v1] }\n- { kind: C, apiVersions: [a/v1] }\n---\n',
    );
    expect(kinds.map((each) => each.kind)).toEqual(['A', 'B', 'C']);
  });

  test.each([
    ['kind: A\napiVersions: [a/v1]\n---\nkind: B\n', 'line 4: Not a kind definition: apiVersions'],
    ['kind: A\nbad: [', 'line 2: '],
    ['kind: A\nkind: B', 'line 2: The key kind stands twice'],
  ])('%j is refused with the line', (text, message) => {
    expect(() => readKindDefinitions(text)).toThrow(message);
  });
});

describe.each(builtInKinds)('the built-in kind $kind', (kind) => {
  test('is a definition like any other', () => {
    expect(parseKindDefinition(JSON.parse(JSON.stringify(kind)))).toEqual(kind);
  });

  test('has schemas that compile, and relates only to kinds that exist', () => {
    for (const schema of [kind.schema, ...Object.values(kind.variants ?? {})]) compileSchema(schema);
    const names = builtInKinds.map((each) => each.kind);
    for (const field of kind.relations) {
      for (const target of [...(field.allowedKinds ?? []), ...(field.defaultKind ? [field.defaultKind] : [])])
        expect(names).toContain(target);
    }
  });
});
