import { describe, expect, test } from 'vitest';
import type { JsonObject } from './entity.ts';
import { parseKindDefinition } from './kind-definition.ts';
import { createModel } from './model.ts';

const model = createModel();

function entity(kind: string, spec: JsonObject, namespace = 'billing') {
  return { apiVersion: 'backstage.io/v1alpha1', kind, metadata: { name: 'a', namespace }, spec };
}

function edges(kind: string, spec: JsonObject) {
  return model.edges(entity(kind, spec)).map(({ type, reverse, targetRef }) => `${type}/${reverse} ${targetRef}`);
}

describe('relations of the built-in kinds', () => {
  test.each<[kind: string, spec: JsonObject, expected: string[]]>([
    ['Component', { owner: 'payments' }, ['ownedBy/ownerOf group:billing/payments']],
    ['Component', { owner: 'user:default/Ada' }, ['ownedBy/ownerOf user:default/ada']],
    [
      'Component',
      { subcomponentOf: 'b', system: 's' },
      ['partOf/hasPart component:billing/b', 'partOf/hasPart system:billing/s'],
    ],
    [
      'Component',
      { providesApis: ['p'], consumesApis: ['default/c'] },
      ['providesApi/apiProvidedBy api:billing/p', 'consumesApi/apiConsumedBy api:default/c'],
    ],
    [
      'Component',
      { dependsOn: ['resource:db', 'nope'], dependencyOf: ['Component:web'] },
      ['dependsOn/dependencyOf resource:billing/db', 'dependencyOf/dependsOn component:billing/web'],
    ],
    ['API', { owner: 'o', system: 's' }, ['ownedBy/ownerOf group:billing/o', 'partOf/hasPart system:billing/s']],
    ['Resource', { dependencyOf: ['component:c'] }, ['dependencyOf/dependsOn component:billing/c']],
    ['System', { owner: 'o', domain: 'd' }, ['ownedBy/ownerOf group:billing/o', 'partOf/hasPart domain:billing/d']],
    ['Domain', { subdomainOf: 'd' }, ['partOf/hasPart domain:billing/d']],
    [
      'Group',
      { parent: 'p', children: ['c'], members: ['u'] },
      ['childOf/parentOf group:billing/p', 'parentOf/childOf group:billing/c', 'hasMember/memberOf user:billing/u'],
    ],
    ['User', { memberOf: ['g'] }, ['memberOf/hasMember group:billing/g']],
    ['Location', { owner: 'o', target: './x.yaml' }, []],
    ['Template', { owner: 'o' }, ['ownedBy/ownerOf group:billing/o']],
    [
      'AiResource',
      { type: 'skill', owner: 'o', dependsOn: ['x'] },
      ['ownedBy/ownerOf group:billing/o', 'dependsOn/dependencyOf airesource:billing/x'],
    ],
    ['AiResource', { type: 'rule', dependsOn: ['x'] }, []],
    ['AiResource', { type: 'plugin', skills: ['x'] }, ['hasPart/partOf airesource:billing/x']],
    ['AiResource', { type: 'marketplace', plugins: ['x'] }, ['hasPart/partOf airesource:billing/x']],
  ])('%s %j', (kind, spec, expected) => {
    expect(edges(kind, spec)).toEqual(expected);
  });

  test('a kind that nobody has described still has an owner and a system', () => {
    expect(edges('Dataset', { owner: 'o', system: 's', dependsOn: ['component:x'] })).toEqual([
      'ownedBy/ownerOf group:billing/o',
      'partOf/hasPart system:billing/s',
    ]);
  });

  test('whatever cannot be a ref makes no relation', () => {
    expect(
      edges('Component', { owner: 7, system: null, dependsOn: 'resource:db', providesApis: [1, '', ':x', null] }),
    ).toEqual(['dependsOn/dependencyOf resource:billing/db']);
    expect(model.edges({ kind: 'Component', metadata: { name: 'a' } })).toEqual([]);
  });
});

test('every string in a relation field is known by its place', () => {
  const found = model.references(entity('Component', { owner: 'o', dependsOn: ['resource:a', 'b'] }));
  expect(found.map(({ pointer, text }) => [pointer, text])).toEqual([
    ['/spec/owner', 'o'],
    ['/spec/dependsOn/0', 'resource:a'],
    ['/spec/dependsOn/1', 'b'],
  ]);
});

describe('kinds of a deployment', () => {
  const dataset = parseKindDefinition({
    kind: 'Dataset',
    apiVersions: ['acme.example/*'],
    schema: {
      type: 'object',
      required: ['owner'],
      properties: { owner: { type: 'string' }, source: { type: 'object' } },
    },
    relations: [
      { path: 'spec.owner', forward: 'ownedBy', reverse: 'ownerOf', defaultKind: 'Group', defaultNamespace: 'default' },
      { path: 'spec.source.component', forward: 'producedBy', reverse: 'produces', defaultKind: 'Component' },
    ],
    sorted: ['spec.source.tables'],
  });
  const own = createModel({ kinds: [dataset] });
  const sample = {
    ...entity('Dataset', { owner: 'data', source: { component: 'etl', tables: ['b', 'a'] } }),
    apiVersion: 'acme.example/v7',
  };

  test('are known by name in any case, with what they leave out filled in', () => {
    expect(own.kind('dataset')).toMatchObject({ singular: 'dataset', plural: 'datasets' });
    expect(own.kinds.map((kind) => kind.kind)).toEqual([...model.kinds.map((kind) => kind.kind), 'Dataset']);
  });

  test('make relations from nested fields, and refs mean the namespace that the field says', () => {
    expect(own.edges(sample).map((edge) => edge.targetRef)).toEqual(['group:default/data', 'component:billing/etl']);
  });

  test('are checked by their schema and version, and their lists sorted', () => {
    expect(own.checkEntity(sample).entity?.spec).toEqual({
      owner: 'data',
      source: { component: 'etl', tables: ['a', 'b'] },
    });
    expect(own.checkEntity({ ...sample, spec: {} }).problems.map((each) => each.message)).toEqual([
      'spec.owner is missing',
    ]);
    expect(own.checkEntity({ ...sample, apiVersion: 'other.example/v1' }).problems.map((each) => each.code)).toEqual([
      'api-version-unknown',
    ]);
  });

  test('take the place of a built-in kind of the same name', () => {
    const system = createModel({
      kinds: [parseKindDefinition({ kind: 'System', apiVersions: ['backstage.io/v1alpha1'] })],
    });
    expect(system.checkEntity(entity('System', {})).problems).toEqual([]);
    expect(model.checkEntity(entity('System', {})).problems).toHaveLength(1);
  });
});

test('one format rule can be replaced, the others stay', () => {
  const strict = createModel({
    validators: { entityName: (name) => (name.startsWith('acme-') ? undefined : 'a name that begins with acme-') },
  });
  expect(strict.checkEntity(entity('System', { owner: 'acme-o' })).problems[0]?.message).toBe(
    'metadata.name should be a name that begins with acme-, but is "a"',
  );
  expect(strict.validators.tag('A')).toBeDefined();
});
