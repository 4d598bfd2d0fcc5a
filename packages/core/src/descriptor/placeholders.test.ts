import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readDescriptor } from '../descriptor.ts';
import type { JsonObject } from '../entity.ts';
import { createModel } from '../model.ts';
import type { PlaceholderReader } from './placeholders.ts';

const model = createModel();

/** A repository in memory: paths from its root; whatever leaves it is refused. */
function repository(files: Record<string, string>): { reader: PlaceholderReader; reads: string[] } {
  const reads: string[] = [];
  return {
    reads,
    reader: async (target, from) => {
      reads.push(`${from} → ${target}`);
      if (target.startsWith('https:'))
        return { unread: { code: 'placeholder-not-read', message: `${target} is far away` } };
      const path = target.startsWith('/') ? target.slice(1) : posix.join(posix.dirname(from), target);
      if (path.startsWith('..'))
        throw Object.assign(new Error('it leads out'), {
          code: 'placeholder-outside-repository',
          hint: 'Stay inside.',
        });
      const text = files[path];
      if (text === undefined) throw new Error('no such file');
      return { path, text };
    },
  };
}

async function read(spec: string, files: Record<string, string> = {}, limits = {}) {
  const text = `apiVersion: backstage.io/v1alpha1\nkind: API\nmetadata: { name: a }\nspec:\n  type: openapi\n  lifecycle: production\n  owner: x\n${spec}`;
  const { reader, reads } = repository(files);
  const result = await readDescriptor(text, { file: 'apis/catalog-info.yaml', model, placeholders: reader, limits });
  return { ...result, reads, spec: result.entities[0]?.entity.spec as JsonObject };
}

describe('placeholders', () => {
  test('bring in text, JSON and YAML, relative to the file or to the root of the repository', async () => {
    const { spec, findings, reads } = await read(
      '  definition: { $text: ./a.txt }\n  list: [{ deep: { $json: ../x.json } }, { $yaml: /y.yaml }]\n',
      {
        'apis/a.txt': 'hello',
        'x.json': '{"a": [1]}',
        'y.yaml': 'b: &b 1\nc: { <<: 2 }\n',
      },
    );
    expect(findings).toEqual([]);
    expect(spec).toMatchObject({ definition: 'hello', list: [{ deep: { a: [1] } }, { b: 1, c: { '<<': 2 } }] });
    expect(reads).toEqual([
      'apis/catalog-info.yaml → ./a.txt',
      'apis/catalog-info.yaml → ../x.json',
      'apis/catalog-info.yaml → /y.yaml',
    ]);
  });

  test('are only objects with one known key; what they bring in is not looked at again', async () => {
    const spec =
      '  definition: { $text: ./a.txt }\n  x: { $text: ./a.txt, other: 1 }\n  y: { $ref: "#/x", z: { $text: no } }\n  z: { $schema: s }\n  j: { $json: /j.json }\n';
    const {
      spec: result,
      findings,
      reads,
    } = await read(spec, { 'apis/a.txt': '{ $text: b }', 'j.json': '{"$text":"./a.txt"}' });
    expect(findings).toEqual([]);
    expect(result).toMatchObject({
      definition: '{ $text: b }',
      x: { $text: './a.txt', other: 1 },
      y: { z: { $text: 'no' } },
      z: { $schema: 's' },
      j: { $text: './a.txt' },
    });
    expect(reads).toHaveLength(2);
  });

  test.each([
    [
      '$text: [a]',
      'placeholder-invalid',
      'Placeholder $text expected a string value parameter, in the form of an absolute URL or a relative path',
    ],
    ['$text: ./nope', 'placeholder-unreadable', 'Placeholder $text could not read location ./nope, no such file'],
    [
      '$text: ../../x',
      'placeholder-outside-repository',
      'Placeholder $text could not read location ../../x, it leads out',
    ],
    ['$json: ./bad', 'placeholder-malformed', 'Placeholder $json failed to parse JSON data at apis/bad, '],
    ['$yaml: ./bad', 'placeholder-malformed', 'Placeholder $yaml failed to parse YAML data at apis/bad:1:'],
    [
      '$yaml: ./two',
      'placeholder-malformed',
      'Placeholder $yaml expected to find exactly one document of data at apis/two, found 2',
    ],
    [
      '$openapi: ./two',
      'placeholder-malformed',
      'Placeholder $openapi expected to find exactly one document of data at apis/two, found 2',
    ],
    [
      '$asyncapi: ./nope',
      'placeholder-unreadable',
      'Placeholder $asyncapi could not read location ./nope, no such file',
    ],
  ])('%s fails the entity, at its place', async (placeholder, code, message) => {
    const { entities, findings, failed } = await read(`  definition:\n    ${placeholder}\n`, {
      'apis/bad': '{"a": [',
      'apis/two': 'a: 1\n---\nb: 1',
    });
    expect(entities).toEqual([]);
    expect(findings).toMatchObject([{ line: 9, column: 5, level: 'error', code }]);
    expect(findings[0]?.message).toContain(message);
    expect(failed).toMatchObject([{ document: 1, ref: 'api:default/a' }]);
  });

  test('all that fail are told, with whatever else is wrong', async () => {
    const { findings } = await read('  definition: { $text: ./a }\n  x: { $json: ./b }\n  system: 7\n');
    expect(findings.map(({ line, code }) => `${line} ${code}`)).toEqual([
      '8 placeholder-unreadable',
      '9 placeholder-unreadable',
      '10 value-not-text',
    ]);
  });

  test('left unread on purpose, the entity counts', async () => {
    const { findings, spec } = await read(
      '  definition: { $text: "https://x.y/z" }\n  owner2: { $json: "https://x.y/z" }\n',
    );
    expect(findings).toMatchObject([{ level: 'info', code: 'placeholder-not-read' }, { level: 'info' }]);
    expect(spec.definition).toBe('https://x.y/z');
  });

  test('without a reader they fail', async () => {
    const text =
      'apiVersion: backstage.io/v1alpha1\nkind: System\nmetadata: { name: a }\nspec: { owner: x, y: { $text: z } }';
    expect((await readDescriptor(text, { file: 'a', model })).findings).toMatchObject([
      { code: 'placeholder-unreadable' },
    ]);
  });

  test('together bring in no more than allowed', async () => {
    const files = { 'apis/a': 'x'.repeat(600) };
    const { findings } = await read('  definition: { $text: ./a }\n  more: { $text: ./a }\n', files, {
      placeholderBytes: 1000,
    });
    expect(findings).toMatchObject([{ line: 9, code: 'placeholder-too-large' }]);
  });
});

describe('definitions in several files', () => {
  const files = {
    'apis/openapi.yaml': [
      'openapi: 3.1.0 # kept',
      'paths:',
      '  /a: { $ref: "./paths/a.yaml" }',
      '  /b: { get: { schema: { $ref: "schemas.json#/definitions/B" } } }',
      'components: { schemas: { Local: { $ref: "#/components/schemas/Other" }, Other: { type: string } } }',
    ].join('\n'),
    'apis/paths/a.yaml':
      'get:\n  schema: { $ref: "../schemas.json#/definitions/A" }\n  again: { $ref: "../schemas.json#/definitions/B" }\n  root: { $ref: "/common.yaml" }\n',
    'apis/schemas.json':
      '{"definitions":{"A":{"b":{"$ref":"#/definitions/B"}},"B":{"type":"object","self":{"$ref":"#/definitions/B"}}}}',
    'common.yaml': 'type: boolean\n',
  };

  /** The value that a pointer reaches, through references. */
  function at(root: unknown, path: string[]): unknown {
    let value = root as Record<string, unknown>;
    for (const key of ['', ...path]) {
      if (key !== '') value = value[key] as Record<string, unknown>;
      while (typeof value?.$ref === 'string') {
        expect(value.$ref).toMatch(/^#\//);
        value = at(
          root,
          value.$ref
            .slice(2)
            .split('/')
            .map((part) => decodeURIComponent(part).replaceAll('~1', '/')),
        ) as Record<string, unknown>;
      }
    }
    return value;
  }

  test.each(['$openapi', '$asyncapi'])(
    '%s joins them into one text, each file relative to where it is named',
    async (key) => {
      const { spec, findings, reads } = await read(`  definition: { ${key}: ./openapi.yaml }\n`, files);
      expect(findings).toEqual([]);
      const bundled = parse(String(spec.definition)) as unknown;
      expect(at(bundled, ['paths', '/a', 'get', 'schema', 'b', 'type'])).toBe('object');
      expect(at(bundled, ['paths', '/a', 'get', 'again', 'self', 'self', 'type'])).toBe('object');
      expect(at(bundled, ['paths', '/a', 'get', 'root', 'type'])).toBe('boolean');
      expect(at(bundled, ['paths', '/b', 'get', 'schema', 'type'])).toBe('object');
      expect(at(bundled, ['components', 'schemas', 'Local', 'type'])).toBe('string');
      expect(String(spec.definition)).not.toMatch(/\$ref: "?[^"#]/);
      expect(reads.filter((each) => each.includes('schemas.json'))).toHaveLength(1);
      expect(reads).toContain('apis/paths/a.yaml → /common.yaml');
    },
  );

  test('one that refers to no other file stays as it was written', async () => {
    const text = 'openapi: 3.1.0 # kept\npaths: {}\n';
    expect((await read('  definition: { $openapi: ./o.yaml }\n', { 'apis/o.yaml': text })).spec.definition).toBe(text);
  });

  test.each([
    ['a file that is missing', './nope.yaml', 'placeholder-unreadable', 'no such file'],
    ['a file outside of the repository', '../../x.yaml', 'placeholder-outside-repository', 'it leads out'],
    ['a file that is malformed', './bad.yaml', 'placeholder-malformed', 'apis/bad.yaml:1:'],
    ['a place that is missing', './ok.yaml#/nope', 'placeholder-malformed', 'failed to bundle apis/o.yaml'],
  ])('%s fails the entity', async (_what, ref, code, message) => {
    const { findings } = await read('  definition: { $openapi: ./o.yaml }\n', {
      'apis/o.yaml': `a: { $ref: "${ref}" }`,
      'apis/bad.yaml': 'a: [',
      'apis/ok.yaml': 'a: 1',
    });
    expect(findings).toMatchObject([{ line: 8, code, level: 'error' }]);
    expect(findings[0]?.message).toContain(message);
  });

  test('a part that is left unread leaves the whole unread', async () => {
    const { findings, spec } = await read('  definition: { $openapi: ./o.yaml }\n', {
      'apis/o.yaml': 'a: { $ref: "https://x.y/z.yaml" }',
    });
    expect(findings).toMatchObject([{ code: 'placeholder-not-read', level: 'info' }]);
    expect(spec.definition).toBe('./o.yaml');
  });

  test('files that refer to ever more files come to an end', async () => {
    const reader: PlaceholderReader = async (target) => ({
      path: target,
      text: `a: { $ref: "./${target.replace('./', '')}x" }`,
    });
    const text =
      'apiVersion: backstage.io/v1alpha1\nkind: System\nmetadata: { name: a }\nspec: { owner: x, y: { $openapi: ./z } }';
    const { findings } = await readDescriptor(text, { file: 'a', model, placeholders: reader });
    expect(findings).toMatchObject([{ code: 'placeholder-too-large' }]);
  });
});
