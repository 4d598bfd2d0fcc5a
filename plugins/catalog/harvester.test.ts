import { posix } from 'node:path';
import {
  createModel,
  HarvestReadError,
  type FileResult,
  type HarvestContext,
  type HarvestFile,
  type AnnotationRule,
  type KindRule,
} from '@callboard/plugin/server';
import { describe, expect, test } from 'vitest';
import harvester from './harvester.ts';

const root = 'https://github.com/acme/web/blob/main/';

interface Reading {
  files?: Record<string, string>;
  rules?: KindRule[];
  annotations?: AnnotationRule[];
  origin?: string;
  location?: HarvestFile['location'];
}

/** Harvests one file of a repository on a code host. */
function harvest(
  text: string,
  { files = {}, rules, annotations, origin = 'url:https://github.com/acme/web', location }: Reading = {},
): Promise<FileResult> {
  const path = 'services/pay/catalog-info.yaml';
  const context: HarvestContext = {
    config: {},
    model: createModel(),
    policy: {
      yamlMerge: false,
      maxBytes: 5_000_000,
      maxDocuments: 1000,
      ...(rules && { rules }),
      ...(annotations && { annotations }),
    },
    origin,
    source: { id: 's', type: 'git', target: 'https://github.com/acme/web' },
    repository: { name: 'acme/web' },
    resolve: (from, target) => {
      if (target.startsWith(root)) return { inside: target.slice(root.length) };
      if (target.startsWith('https://')) return { outside: target };
      const inside = target.startsWith('/') ? target.slice(1) : posix.join(posix.dirname(from), target);
      if (inside.startsWith('..'))
        throw new HarvestReadError(
          'path-outside-repository',
          `${target} leads out of the repository.`,
          'Name a file of the same repository.',
        );
      return { inside };
    },
    read: async (wanted) => {
      const found = files[wanted];
      if (found === undefined)
        throw new HarvestReadError('file-unreadable', `${wanted} does not exist.`, 'Correct the path.');
      return found;
    },
    glob: async () => [],
  };
  const onHost = {
    ref: `url:${root}${path}`,
    viewUrl: `${root}${path}`,
    editUrl: `${root.replace('/blob/', '/edit/')}${path}`,
    sourceRef: `url:${root.replace('/blob/', '/tree/')}services/pay/`,
  };
  return harvester.read({ path, text, location: location ?? onHost, reason: 'name' }, context);
}

const component = (more = '') => `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: pay
${more}spec: {type: service, lifecycle: production, owner: payments}
`;

test('an entity becomes a record under its ref, annotated with where it was read from', async () => {
  const { records, findings, failed } = await harvest(component());
  expect({ findings, failed }).toEqual({ findings: [], failed: [] });
  expect(records).toHaveLength(1);
  expect(records[0]).toMatchObject({
    key: 'component:default/pay',
    document: 1,
    position: { line: 1, column: 1 },
    positions: { '/spec/owner': { line: 5, column: 53 } },
  });
  expect(records[0]!.body).toEqual({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'pay',
      namespace: 'default',
      annotations: {
        'backstage.io/view-url': `${root}services/pay/catalog-info.yaml`,
        'backstage.io/edit-url': 'https://github.com/acme/web/edit/main/services/pay/catalog-info.yaml',
        'backstage.io/source-location': 'url:https://github.com/acme/web/tree/main/services/pay/',
        'backstage.io/managed-by-location': `url:${root}services/pay/catalog-info.yaml`,
        'backstage.io/managed-by-origin-location': 'url:https://github.com/acme/web',
      },
    },
    spec: { type: 'service', lifecycle: 'production', owner: 'payments' },
  });
  expect(Object.keys(records[0]!.body)).toEqual(['apiVersion', 'kind', 'metadata', 'spec']);
});

test('links in the file win, claims about where it is managed do not', async () => {
  const { records } = await harvest(
    component(`  annotations:
    backstage.io/view-url: https://example.org/pay
    backstage.io/managed-by-location: url:https://evil.example.org
    backstage.io/orphan: 'true'
    example.org/own: kept
`),
  );
  const { annotations } = records[0]!.body.metadata as { annotations: Record<string, string> };
  expect(annotations).toMatchObject({
    'backstage.io/view-url': 'https://example.org/pay',
    'backstage.io/managed-by-location': `url:${root}services/pay/catalog-info.yaml`,
    'example.org/own': 'kept',
  });
  expect(annotations).not.toHaveProperty('backstage.io/orphan');
});

test('an entity from a folder gets only the two annotations about where it is managed', async () => {
  const { records } = await harvest(component(), {
    location: { ref: 'file:/srv/pay/catalog-info.yaml' },
    origin: 'file:/srv',
  });
  expect((records[0]!.body.metadata as { annotations: object }).annotations).toEqual({
    'backstage.io/managed-by-location': 'file:/srv/pay/catalog-info.yaml',
    'backstage.io/managed-by-origin-location': 'file:/srv',
  });
});

test('one bad document fails alone, under the key that it would have had', async () => {
  const { records, failed } = await harvest(
    `${component()}---\n${component().replace('name: pay', 'name: other').replace('lifecycle: production, ', '')}---\n${component().replace('name: pay', 'name: third')}`,
  );
  expect(records.map((record) => record.key)).toEqual(['component:default/pay', 'component:default/third']);
  expect(failed).toMatchObject([
    { document: 2, key: 'component:default/other', finding: { code: 'spec-invalid', line: 11 } },
  ]);
});

describe('placeholders', () => {
  const api = (placeholder: string) => `apiVersion: backstage.io/v1alpha1
kind: API
metadata: {name: pay-api}
spec:
  type: openapi
  lifecycle: production
  owner: payments
  definition:
    ${placeholder}
`;

  test('bring in a file of the repository', async () => {
    const { records } = await harvest(api('$text: ../openapi.yaml'), {
      files: { 'services/openapi.yaml': 'openapi: 3.1.0' },
    });
    expect(records[0]!.body.spec).toMatchObject({ definition: 'openapi: 3.1.0' });
  });

  test('may not read another repository', async () => {
    const { records, failed } = await harvest(api('$text: https://github.com/acme/secrets/blob/main/key.pem'), {
      files: { 'https://github.com/acme/secrets/blob/main/key.pem': 'secret' },
    });
    expect(records).toEqual([]);
    expect(failed).toMatchObject([
      { key: 'api:default/pay-api', finding: { code: 'placeholder-outside-repository', line: 9 } },
    ]);
    expect(failed[0]!.finding.message).toContain(
      'Placeholder may only reference files from the same repository as the entity',
    );
  });

  test('may read a URL that is no file of a repository', async () => {
    const { records } = await harvest(api('$text: https://pay.example.org/openapi.yaml'), {
      files: { 'https://pay.example.org/openapi.yaml': 'openapi: 3.1.0' },
    });
    expect(records[0]!.body.spec).toMatchObject({ definition: 'openapi: 3.1.0' });
  });

  test('that cannot be read fail their entity with the place of the placeholder', async () => {
    const { failed } = await harvest(api('$text: ./gone.yaml'));
    expect(failed).toMatchObject([
      { key: 'api:default/pay-api', finding: { code: 'placeholder-unreadable', line: 9 } },
    ]);
  });
});

describe('Location entities', () => {
  const location = (spec: string) =>
    `apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata: {name: all}\nspec:\n${spec}`;

  test('name files to follow and sources elsewhere, each with its place', async () => {
    const { follow, sources, records } = await harvest(
      location(`  target: ./one.yaml
  targets:
    - ../*/catalog-info.yaml
    - /org.yaml
    - ${root}two.yaml
    - https://github.com/acme/other/blob/main/catalog-info.yaml
`),
    );
    expect(records.map((record) => record.key)).toEqual(['location:default/all']);
    expect(follow).toEqual([
      { path: 'services/pay/one.yaml', presence: 'required', position: { line: 5, column: 11 }, document: 1 },
      { path: 'services/*/catalog-info.yaml', presence: 'required', position: { line: 7, column: 7 }, document: 1 },
      { path: 'org.yaml', presence: 'required', position: { line: 8, column: 7 }, document: 1 },
      { path: 'two.yaml', presence: 'required', position: { line: 9, column: 7 }, document: 1 },
    ]);
    expect(sources).toEqual([
      {
        type: 'url',
        target: 'https://github.com/acme/other/blob/main/catalog-info.yaml',
        position: { line: 10, column: 7 },
        document: 1,
      },
    ]);
  });

  test('may say that a target need not be there', async () => {
    expect((await harvest(location('  presence: optional\n  target: ./maybe.yaml\n'))).follow).toMatchObject([
      { presence: 'optional' },
    ]);
  });

  test('that leave the repository, or are of a type that is not allowed, are findings', async () => {
    const { findings, follow } = await harvest(location('  targets: [../../../etc/passwd, ./fine.yaml]\n'));
    expect(findings).toMatchObject([{ code: 'path-outside-repository', line: 5, entityRef: 'location:default/all' }]);
    expect(follow).toMatchObject([{ path: 'services/pay/fine.yaml' }]);
    const typed = await harvest(location('  type: file\n  target: /etc/passwd\n'));
    expect(typed.findings).toMatchObject([{ code: 'spec-invalid', line: 6 }]);
    expect(typed.follow).toEqual([]);
  });
});

describe('rules', () => {
  const two = `${component()}---\napiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata: {name: payments}\nspec: {type: team, children: []}\n`;
  const keys = async (rules: KindRule[], origin?: string) =>
    (await harvest(two, { rules, ...(origin && { origin }) })).records.map((record) => record.key);

  test('refuse only the entity that they do not allow, and say so', async () => {
    const { records, findings, failed } = await harvest(two, { rules: [{ allow: ['component'] }] });
    expect(records.map((record) => record.key)).toEqual(['component:default/pay']);
    expect(findings).toMatchObject([
      { code: 'kind-not-allowed', document: 2, line: 8, entityRef: 'group:default/payments' },
    ]);
    expect(failed).toEqual([]);
  });

  test('look at the type and at what was registered', async () => {
    const group = 'group:default/payments';
    expect(await keys([])).toEqual([]);
    expect(await keys([{ allow: [{ kind: 'GROUP', 'spec.type': 'Team' }] }])).toEqual([group]);
    expect(await keys([{ allow: [{ kind: 'Group', 'spec.type': 'root' }] }])).toEqual([]);
    expect(
      await keys([{ allow: ['Group'], locations: [{ type: 'url', pattern: 'https://GITHUB.com/acme/*' }] }]),
    ).toEqual([group]);
    expect(await keys([{ allow: ['Group'], locations: [{ type: 'url', exact: 'https://github.com/acme' }] }])).toEqual(
      [],
    );
    expect(await keys([{ allow: ['Group'], locations: [{ type: 'file' }] }])).toEqual([]);
    expect(
      await keys([{ allow: ['Group'], locations: [{ type: 'file', pattern: '/srv/**' }] }], 'file:/srv/.org/all.yaml'),
    ).toEqual([group]);
  });
});

test('files are recognised by their name, or by an apiVersion of the catalog', () => {
  const model = createModel();
  const recognises = (path: string, head: string) => harvester.recognises(path, head, model);
  expect(recognises('a/catalog-info.yml', '')).toBe(true);
  expect(recognises('a/template.yaml', '# golden path\n---\napiVersion: scaffolder.backstage.io/v1beta3\n')).toBe(true);
  expect(recognises('deploy.yaml', 'apiVersion: apps/v1\nkind: Deployment\n')).toBe(false);
});

describe('an annotation', () => {
  const rule: AnnotationRule = {
    plugin: 'Pager',
    name: 'pager.example/service',
    feature: 'On call',
    description: 'Id of the service.',
    example: 'PAB12',
    level: 'warning',
    schema: { pattern: '^P[A-Z0-9]+$' },
    appliesTo: 'kind=component',
  };
  const descriptor = (value: string, kind = 'Component') => `apiVersion: backstage.io/v1alpha1
kind: ${kind}
metadata:
  name: pay
  annotations:
    other.example/pager.example: x
    pager.example/service: ${value}
spec: { type: service, lifecycle: production, owner: a }
`;
  const findings = async (text: string, annotations = [rule]) =>
    (await harvest(text, { annotations })).findings.filter(({ code }) => code === 'annotation-unfit');

  test('that is not what its plugin reads is a finding at its line, with the help of the plugin', async () => {
    expect(await findings(descriptor('pay-service'))).toEqual([
      {
        file: 'services/pay/catalog-info.yaml',
        document: 1,
        line: 7,
        column: 5,
        level: 'warning',
        code: 'annotation-unfit',
        message:
          'metadata.annotations["pager.example/service"] should be of the form ^P[A-Z0-9]+$, but is "pay-service"',
        hint: 'On call (Pager): Id of the service. Such as PAB12',
        entityRef: 'component:default/pay',
      },
    ]);
  });

  test('that fits, or is of an entity that the plugin has nothing for, is none', async () => {
    expect(await findings(descriptor('PAB12'))).toEqual([]);
    expect(await findings(descriptor('pay', 'Resource'))).toEqual([]);
    expect(await findings(descriptor('pay'), [])).toEqual([]);
  });

  test.each<[AnnotationRule['schema'], string]>([
    [{ enum: ['a', 'b'] }, 'one of "a", "b"'],
    [{ format: 'uri' }, 'a complete URL'],
    [{ minLength: 20 }, 'at least 20 characters'],
    [{ maxLength: 3 }, 'at most 3 characters'],
  ])('is held against %j', async (schema, wanted) => {
    const [finding] = await findings(descriptor('pay-service'), [{ ...rule, schema }]);
    expect(finding?.message).toContain(`should be ${wanted}`);
  });
});
