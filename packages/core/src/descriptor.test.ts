import { describe, expect, test } from 'vitest';
import { type DescriptorOptions, readDescriptor } from './descriptor.ts';
import { createModel } from './model.ts';

const model = createModel();

function read(text: string, options: Partial<DescriptorOptions> = {}) {
  return readDescriptor(text, { file: 'catalog-info.yaml', model, ...options });
}

/** `line:column level code` of each finding. */
async function places(text: string, options: Partial<DescriptorOptions> = {}) {
  const { findings } = await read(text, options);
  return findings.map(({ line, column, level, code }) => `${line}:${column} ${level} ${code}`);
}

const system = (name: string, more = '') => `apiVersion: backstage.io/v1alpha1
kind: System
metadata:
  name: ${name}
spec:
  owner: payments
${more}`;

describe('a file of several documents', () => {
  test('gives every sound entity, whatever is wrong with the others', async () => {
    const { documents, entities, findings, failed } = await read(
      [system('one'), 'just text', '', system('two').replace('owner', 'own'), 'a: [', system('three')].join('\n---\n'),
    );
    expect(documents).toBe(6);
    expect(entities.map(({ ref, document, position }) => [ref, document, position])).toEqual([
      ['system:default/one', 1, { line: 1, column: 1 }],
      ['system:default/three', 6, { line: 23, column: 1 }],
    ]);
    expect(findings.map(({ line, column, code, document }) => `${line}:${column} ${code} ${document}`)).toEqual([
      '9:1 document-not-object 2',
      '17:1 spec-invalid 4',
      '22:1 yaml-syntax 5',
    ]);
    expect(findings.map((finding) => finding.entityRef)).toEqual([undefined, 'system:default/two', undefined]);
    expect(failed.map(({ document, ref }) => [document, ref])).toEqual([
      [2, undefined],
      [4, 'system:default/two'],
      [5, undefined],
    ]);
    expect(failed.every((each) => findings.includes(each.finding))).toBe(true);
  });

  test('the same entity twice: the first counts', async () => {
    const { entities, findings, failed } = await read(`${system('a', '  type: first')}\n---\n${system('A')}`);
    expect(entities.map((each) => each.entity.spec?.type)).toEqual(['first']);
    expect(findings).toMatchObject([
      { line: 12, column: 9, level: 'warning', code: 'entity-duplicate', entityRef: 'system:default/a' },
    ]);
    expect(findings[0]?.message).toContain('line 1');
    expect(failed).toEqual([]);
  });
});

describe('places', () => {
  test('of names, kinds and refs, by their place in the stored form', async () => {
    const { entities } = await read(`apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: web }
spec:
  type: service
  lifecycle: production
  owner: payments
  dependsOn:
    - resource:z
    - resource:a
  consumesApis: [b, a]
`);
    expect(entities[0]?.entity.spec?.dependsOn).toEqual(['resource:a', 'resource:z']);
    expect(entities[0]?.positions).toEqual({
      '/kind': { line: 2, column: 7 },
      '/metadata/name': { line: 3, column: 19 },
      '/spec/owner': { line: 7, column: 10 },
      '/spec/consumesApis/0': { line: 11, column: 21 },
      '/spec/consumesApis/1': { line: 11, column: 18 },
      '/spec/dependsOn/0': { line: 10, column: 7 },
      '/spec/dependsOn/1': { line: 9, column: 7 },
    });
  });

  test('of the targets of a Location', async () => {
    const { entities } = await read(`apiVersion: backstage.io/v1alpha1
kind: Location
metadata:
  name: all
spec:
  target: ./a.yaml
  targets:
    - ./b.yaml
`);
    expect(entities[0]?.positions).toMatchObject({
      '/spec/target': { line: 6, column: 11 },
      '/spec/targets/0': { line: 8, column: 7 },
    });
  });

  test('of what is wrong: the value, its key, or what is around a missing one', async () => {
    expect(
      await places(`apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: web
  labels:
    bad key: gold
    tier: not so good
  annotations:
    acme.org/version: 1.0
spec:
  type: service
  owner: payments
  providesApi: []
relations: []
`),
    ).toEqual([
      '6:5 error format-invalid',
      '7:11 error format-invalid',
      '9:23 error value-not-text',
      '10:1 error spec-invalid',
      '13:3 warning field-misspelt',
      '14:1 error root-field-unknown',
    ]);
  });

  test('count carriage returns as a part of the line end', async () => {
    expect(await places(system('a b').replaceAll('\n', '\r\n'))).toEqual(['4:9 error format-invalid']);
  });
});

describe('YAML as it is written', () => {
  test.each([
    ['a tab as indentation', system('a').replace('  name', '\tname'), '4:1 error yaml-tab'],
    ['two entities without a separator', `${system('a')}${system('b')}`, '7:1 error yaml-separator-missing'],
    ['a key twice', system('a', '  owner: other'), '7:3 error yaml-duplicate-key'],
    ['an unquoted colon', system('a', '  type: foo: bar'), '7:9 error yaml-syntax'],
    ['an open quote', system('a', '  type: "foo'), '7:13 error yaml-syntax'],
    ['an unquoted expression', system('a', '  type: {{ values.type }} x'), '7:27 error yaml-expression'],
    ['a statement of a template', system('a', '{% if x %}'), '7:2 error yaml-expression'],
    ['an alias to nothing', system('a', '  type: *nothing'), '7:9 error yaml-syntax'],
  ])('%s is explained where it stands', async (_what, text, place) => {
    const { findings, failed } = await read(text);
    expect(findings.map(({ line, column, level, code }) => `${line}:${column} ${level} ${code}`)).toEqual([place]);
    // What the unreadable part hides cannot be known, so no entity is named as the failed one.
    expect(failed).toEqual([{ document: 1, finding: findings[0] }]);
  });

  test('YAML 1.2: words and dates stay text', async () => {
    const { entities } = await read(
      system('a', '  on: yes\n  day: 2024-01-01\n  octal: 0o17\n  none: ~\n  more: .inf\n  5: five\n'),
    );
    expect(entities[0]?.entity.spec).toEqual({
      owner: 'payments',
      on: 'yes',
      day: '2024-01-01',
      octal: 15,
      none: null,
      more: null,
      5: 'five',
    });
  });

  test('anchors and aliases work; merge keys only when switched on', async () => {
    const text = system('a', '  base: &base { x: 1, y: 2 }\n  copy: *base\n  merged: { <<: *base, y: 3 }\n');
    const plain = (await read(text)).entities[0]?.entity.spec;
    expect(plain).toMatchObject({ copy: { x: 1, y: 2 }, merged: { '<<': { x: 1, y: 2 }, y: 3 } });
    const merged = (await read(text, { enableMerge: true })).entities[0]?.entity.spec;
    expect(merged).toMatchObject({ merged: { x: 1, y: 3 } });
  });

  test('JSON is YAML', async () => {
    const { entities } = await read(
      '{"apiVersion":"backstage.io/v1alpha1","kind":"System","metadata":{"name":"a"},"spec":{"owner":"x"}}',
    );
    expect(entities.map((each) => each.ref)).toEqual(['system:default/a']);
  });

  test('a tag without meaning is left aside with a warning, a mapping as key too', async () => {
    const { entities, findings } = await read(system('a', '  secret: !vault x\n  list:\n    - {{ x }}: 1\n'));
    expect(entities[0]?.entity.spec?.secret).toBe('x');
    expect(findings.map((each) => each.code)).toEqual(['yaml-tag-unknown', 'yaml-complex-key']);
  });
});

describe('files that are something else', () => {
  test.each([
    ['a workflow', 'name: CI\non: push\njobs: {}', 'GitHub Actions'],
    ['an OpenAPI definition', 'openapi: 3.1.0\ninfo: {}', 'OpenAPI'],
    ['an AsyncAPI definition', 'asyncapi: 3.0.0\ninfo: {}', 'AsyncAPI'],
    ['a Kubernetes manifest', 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: a b }\nspec: {}', 'Kubernetes'],
    ['a docs site', 'site_name: Docs\nnav: []', 'docs site'],
    ['a chart', 'apiVersion: v2\nname: a\nversion: 1.0.0', 'Helm'],
    ['a compose file', 'services: {}', 'Compose'],
  ])('%s is one finding that says what it is', async (_what, text, name) => {
    const { findings, entities } = await read(text);
    expect(entities).toEqual([]);
    expect(findings).toMatchObject([
      { line: 1, column: 1, level: 'error', code: 'file-misplaced', message: expect.stringContaining(name) as string },
    ]);
  });

  test('anything else without apiVersion and kind is one finding too', async () => {
    expect(await places('a: 1\nb: 2')).toEqual(['1:1 error document-not-entity']);
  });

  test.each([
    ['quoted', system("'${{ values.name }}'")],
    ['unquoted', system('{{ name }}')],
    ['Jinja', system('"{{ cookiecutter.name }}"', '  broken: "x')],
    ['in the namespace', system('a\n  namespace: ${{ values.namespace }}')],
  ])('the skeleton of a template is no error: %s', async (_what, text) => {
    const { findings, failed, entities } = await read(text);
    expect(findings).toMatchObject([{ level: 'info', code: 'template-skeleton' }]);
    expect([...failed, ...entities]).toEqual([]);
  });

  test.each(['', '\n\n', '# only a comment\n', '---\n---\n', '~'])(
    'an empty file is said to be empty: %j',
    async (text) => {
      expect(await places(text)).toEqual(['1:1 warning file-empty']);
    },
  );
});

test('a byte order mark is noted and does no harm', async () => {
  const { entities, findings } = await read(`\uFEFF${system('a b')}`);
  expect(entities).toEqual([]);
  expect(findings.map(({ line, column, code }) => `${line}:${column} ${code}`)).toEqual([
    '1:1 byte-order-mark',
    '4:9 format-invalid',
  ]);
});

test('every finding says what to do, and control characters are made visible', async () => {
  const { findings } = await read(system('"a\\e[31mb"', '  "we\\0ird": 1\n  subdomain: "x'));
  for (const finding of (await read(system('"a\\e[31mb"'))).findings) {
    expect(finding.hint).not.toBe('');
    expect(finding.message).toContain('a\\x1b[31mb');
  }
  expect(findings.length).toBeGreaterThan(0);
});
