import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../entity.ts';
import { createModel } from '../model.ts';

const model = createModel();
const component = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'web' },
  spec: { type: 'service', lifecycle: 'production', owner: 'payments' },
} satisfies JsonObject;

function problems(change: JsonObject) {
  return model.checkEntity({ ...component, ...change }).problems;
}
const messages = (change: JsonObject) => problems(change).map((each) => each.message);
/** As clients of the API know them. */
const known = (change: JsonObject) => problems(change).map((each) => each.known);
const codes = (change: JsonObject) => problems(change).map((each) => each.code);
const withMetadata = (metadata: JsonObject) => ({ metadata: { name: 'web', ...metadata } });
const withSpec = (spec: JsonObject) => ({ spec: { ...component.spec, ...spec } });

describe('a sound entity', () => {
  test('comes out in the stored form: order of the root, namespace, no uid and etag', () => {
    const { spec, metadata, kind, apiVersion } = component;
    const { entity } = model.checkEntity({
      spec,
      metadata: { uid: 'u', etag: 'e', ...metadata, custom: { a: [1] } },
      kind,
      apiVersion,
    });
    expect(JSON.stringify(entity)).toBe(
      JSON.stringify({ apiVersion, kind, metadata: { name: 'web', custom: { a: [1] }, namespace: 'default' }, spec }),
    );
  });

  test('has its lists of refs sorted by code unit, so that order is no change', () => {
    const { entity, moves } = model.checkEntity({
      ...component,
      ...withSpec({ dependsOn: ['resource:b', 'resource:B', 'component:a'], tags: ['z', 'a'] }),
    });
    expect(entity?.spec?.dependsOn).toEqual(['component:a', 'resource:B', 'resource:b']);
    expect(entity?.spec?.tags).toEqual(['z', 'a']);
    expect(moves).toEqual(new Map([['/spec/dependsOn', [2, 1, 0]]]));
  });

  test('is not changed itself', () => {
    const given = { ...component, ...withSpec({ dependsOn: ['resource:b', 'resource:a'] }) };
    const before = structuredClone(given);
    model.checkEntity(given);
    expect(given).toEqual(before);
  });
});

describe('the envelope', () => {
  test('is judged in plain words: where, what is expected, what is there', () => {
    expect(model.checkEntity({}).problems.map((each) => each.message)).toEqual([
      'apiVersion is missing',
      'kind is missing',
      'metadata is missing',
    ]);
    expect(messages(withMetadata({ tags: ['ok', 7] }))).toEqual([
      'metadata.tags[1] should be text, but is the number 7',
    ]);
    expect(messages(withMetadata({ namespace: '' }))).toEqual(['metadata.namespace is empty']);
    expect(messages(withMetadata({ annotations: { 'a/b': {} } }))).toEqual([
      'metadata.annotations["a/b"] should be text, but is a mapping',
    ]);
    expect(messages(withMetadata({ links: [{ title: 'x' }] }))).toEqual(['metadata.links[0].url is missing']);
  });

  test('is judged in the words that clients know as well', () => {
    expect(model.checkEntity({}).problems.map((each) => each.known)).toEqual([
      "Malformed envelope, <root> must have required property 'apiVersion'",
      "Malformed envelope, <root> must have required property 'kind'",
      "Malformed envelope, <root> must have required property 'metadata'",
    ]);
    expect(known(withMetadata({ tags: ['ok', 7] }))).toEqual(['Malformed envelope, /metadata/tags/1 must be string']);
    expect(known(withMetadata({ namespace: '' }))).toEqual([
      'Malformed envelope, /metadata/namespace must NOT have fewer than 1 characters',
    ]);
    expect(known(withMetadata({ links: [{ title: 'x' }] }))).toEqual([
      "Malformed envelope, /metadata/links/0 must have required property 'url'",
    ]);
  });

  test('null is not absence', () => {
    expect(codes(withMetadata({ title: null, tags: null, namespace: null }))).toEqual([
      'envelope-malformed',
      'envelope-malformed',
      'envelope-malformed',
    ]);
    expect(problems(withMetadata({ title: null }))[0]?.hint).toBe('Give title a value, or remove it.');
  });

  test('numbers and booleans want quotes', () => {
    expect(problems(withMetadata({ annotations: { 'a/version': 1.5 }, labels: { on: true } }))).toMatchObject([
      { code: 'value-not-text', pointer: '/metadata/labels/on', hint: 'Put quotes around it: "true".' },
      { code: 'value-not-text', pointer: '/metadata/annotations/a~1version', hint: 'Put quotes around it: "1.5".' },
    ]);
  });

  test('has only the four fields at its root', () => {
    expect(problems({ relations: [], metdata: {}, tags: [], status: {} })).toMatchObject([
      { known: 'Unknown field relations', hint: 'Remove relations: Callboard derives it.', pointer: '/relations' },
      { message: 'metdata is not a field that an entity has at its root' },
      { known: 'Unknown field tags', hint: 'Move tags under metadata.' },
      { known: 'Unknown field status' },
    ]);
    const { metadata, ...rest } = component;
    expect(model.checkEntity({ ...rest, metdata: metadata }).problems).toContainEqual(
      expect.objectContaining({ known: 'Unknown field metdata', hint: 'Rename metdata to metadata.' }),
    );
  });

  test('may hold anything else in metadata, and an empty description', () => {
    expect(
      problems(withMetadata({ description: '', links: [{ url: 'https://x.y', extra: 1 }], 'ui:options': {} })),
    ).toEqual([]);
  });
});

describe('formats', () => {
  test('are judged in the shape that clients know, all at once', () => {
    const found = known(
      withMetadata({
        name: 'a b',
        namespace: 'Billing',
        labels: { 'a b': 'x', ok: 'a b' },
        tags: ['ok', 'Not OK'],
        links: [{ url: '/x', icon: ' ' }],
      }),
    );
    expect(
      found.map((text) => /^"(.*)" is not valid; expected .+ but found "(.*)"\.$/.exec(text ?? '')?.slice(1)),
    ).toEqual([
      ['metadata.name', 'a b'],
      ['metadata.namespace', 'Billing'],
      ['labels.a b', 'a b'],
      ['labels.ok', 'a b'],
      ['tags.1', 'Not OK'],
      ['links.0.url', '/x'],
      ['links.0.icon', ' '],
    ]);
  });

  test('say where, what is expected and what is there', () => {
    expect(messages(withMetadata({ links: [{ url: '/x' }] }))).toEqual([
      'metadata.links[0].url should be a complete URL, such as https://example.com/page, but is "/x"',
    ]);
    expect(messages(withMetadata({ labels: { 'a b': 'x' } }))).toEqual([
      expect.stringMatching(/^A key in metadata\.labels should be a name of .+, but is "a b"$/),
    ]);
  });

  test('come with a value that would do, where one is near', () => {
    expect(problems(withMetadata({ name: 'Back Stage' }))[0]?.hint).toBe(
      'Write Back-Stage; the text as it is can be the metadata.title.',
    );
    expect(problems(withMetadata({ tags: ['Node.js'] }))[0]?.hint).toBe('Write node-js.');
    expect(problems(withMetadata({ links: [{ url: 'grafana.acme.org/d/1' }] }))[0]?.hint).toBe(
      'Write https://grafana.acme.org/d/1',
    );
  });
});

describe('keys', () => {
  test('may not differ only in case', () => {
    expect(messages(withSpec({ Foo: 1, foo: 2 }))).toEqual(['spec.foo differs from Foo only in upper and lower case']);
    expect(known(withSpec({ Foo: 1, foo: 2 }))).toEqual([
      "Entity has duplicate keys that vary only in casing, 'spec.foo'",
    ]);
    expect(known(withSpec({ list: [{ A: { x: 1, X: 2 } }] }))).toEqual([
      "Entity has duplicate keys that vary only in casing, 'spec.list.a.x'",
    ]);
  });

  test('may not be __proto__', () => {
    expect(
      codes({
        spec: JSON.parse('{"type":"a","lifecycle":"b","owner":"c","__proto__":{"polluted":true}}') as JsonObject,
      }),
    ).toEqual(['key-refused']);
  });

  test('may not be nested without end', () => {
    const deep = JSON.parse(`${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`) as JsonObject;
    expect(codes(withSpec({ deep }))).toEqual(['nested-too-deep']);
  });
});

describe('the kind', () => {
  test('is judged in the words that clients know', () => {
    const { owner: _owner, ...spec } = component.spec;
    expect(known({ spec })).toEqual(["/spec must have required property 'owner' - missingProperty: owner"]);
    expect(known(withSpec({ owner: 7 }))).toEqual(['/spec/owner must be string - type: string']);
    expect(messages({ spec })).toEqual(['spec.owner is missing']);
    expect(messages(withSpec({ owner: 7 }))).toEqual(['spec.owner should be text, but is the number 7']);
    expect(messages(withSpec({ owner: ['a', 'b'] }))).toEqual(['spec.owner should be text, but is a list of 2']);
    expect(
      model.checkEntity({ apiVersion: 'backstage.io/v1beta1', kind: 'Component', metadata: { name: 'a' } }).problems[0]
        ?.known,
    ).toBe("<root> must have required property 'spec' - missingProperty: spec");
    expect(known({ spec: [] })).toEqual(['Malformed envelope, /spec must be object']);
    expect(messages({ spec: [] })).toEqual(['spec should be a mapping of names to values, but is an empty list']);
  });

  test('a missing field is found under its misspelt name', () => {
    const { lifecycle, ...spec } = component.spec;
    expect(problems({ spec: { ...spec, lifecyle: lifecycle } })).toMatchObject([
      { code: 'spec-invalid', hint: 'Rename lifecyle to lifecycle.' },
      { code: 'field-misspelt', pointer: '/spec/lifecyle', level: 'warning' },
    ]);
  });

  test('one owner, not a list', () => {
    expect(problems(withSpec({ owner: ['a', 'b'] }))).toMatchObject([
      { code: 'spec-invalid', hint: 'Name one owner; make a group for several.' },
    ]);
  });

  test('groups need children, users need memberOf; both may be empty', () => {
    expect(messages({ kind: 'Group', spec: { type: 'team' } })).toEqual(['spec.children is missing']);
    expect(problems({ kind: 'User', spec: {} })[0]?.hint).toBe('Add memberOf to spec; it may be empty: memberOf: [].');
    expect(problems({ kind: 'User', spec: { memberOf: [] } })).toEqual([]);
  });

  test('an API needs a definition, unless it is an MCP server with remotes', () => {
    const spec = { type: 'mcp-server', lifecycle: 'a', owner: 'b' };
    expect(messages({ kind: 'API', spec: { ...spec, type: 'openapi' } })).toEqual(['spec.definition is missing']);
    expect(
      problems({ kind: 'API', spec: { ...spec, remotes: [{ type: 'streamable-http', url: 'https://x.y' }] } }),
    ).toEqual([]);
    expect(messages({ kind: 'API', spec: { ...spec, remotes: [] } })).toEqual([
      'spec.remotes should be a list of at least 1, but is an empty list',
    ]);
  });

  test('a template needs its own version and steps with actions', () => {
    const template = { kind: 'Template', spec: { type: 'service', steps: [{ action: 'debug:log' }] } };
    expect(problems({ ...template, apiVersion: 'scaffolder.backstage.io/v1beta3' })).toEqual([]);
    expect(problems({ ...template, apiVersion: 'backstage.io/v1beta2' })).toMatchObject([
      { code: 'api-version-unknown', hint: 'Write apiVersion: scaffolder.backstage.io/v1beta3.' },
    ]);
    expect(
      messages({
        kind: 'Template',
        apiVersion: 'scaffolder.backstage.io/v1beta3',
        spec: { type: 'a', steps: [{ id: 'x' }] },
      }),
    ).toEqual(['spec.steps[0].action is missing']);
  });

  test('in the wrong case is an error that says the right one', () => {
    expect(problems({ kind: 'component' })).toMatchObject([
      { code: 'kind-wrong-case', level: 'error', hint: 'Write kind: Component.' },
    ]);
  });

  test('that nobody has described is kept as it is', () => {
    const { entity, problems: found } = model.checkEntity({
      apiVersion: 'acme.example/v1',
      kind: 'Componet',
      metadata: { name: 'a' },
      spec: { x: { y: 1 } },
    });
    expect(entity?.spec).toEqual({ x: { y: 1 } });
    expect(found).toMatchObject([
      { code: 'kind-unknown', level: 'info', hint: 'Write kind: Component if that is what you mean.' },
    ]);
  });
});

describe('references', () => {
  test('that cannot be read are errors', () => {
    expect(problems(withSpec({ dependsOn: ['my-db'] }))).toMatchObject([
      {
        code: 'reference-invalid',
        level: 'error',
        pointer: '/spec/dependsOn/0',
        message: 'spec.dependsOn[0] is "my-db", which does not say of which kind',
        known: 'Entity reference "my-db" had missing or empty kind',
      },
    ]);
    expect(messages(withSpec({ owner: 'group:' }))).toEqual([
      'spec.owner is "group:", which cannot be read as a reference',
    ]);
    expect(known(withSpec({ owner: 'group:' }))).toEqual([
      'Entity reference "group:" was not on the form [<kind>:][<namespace>/]<name>',
    ]);
    expect(codes(withSpec({ dependencyOf: ['x'] }))).toEqual(['reference-invalid']);
  });

  test.each([
    ['ada@example.com', 'e-mail'],
    ['Team Payments', 'no spaces'],
    ['@acme/payments', 'without the @'],
    ['${{ values.owner }}', 'template expression'],
    ['a/b/c', 'metadata.name'],
  ])('the owner %s can be no name, which is a warning', (owner, hint) => {
    const { entity, problems: found } = model.checkEntity({ ...component, ...withSpec({ owner }) });
    expect(entity?.spec?.owner).toBe(owner);
    expect(found).toMatchObject([
      { code: 'reference-unlikely', level: 'warning', hint: expect.stringContaining(hint) as string },
    ]);
  });

  test('to an unusual kind are kept with a warning', () => {
    expect(problems(withSpec({ owner: 'component:x', system: 'group:y' }))).toMatchObject([
      {
        code: 'reference-kind-unusual',
        pointer: '/spec/owner',
        message: 'spec.owner leads to a component, where a Group or User is expected',
      },
      { code: 'reference-kind-unusual', pointer: '/spec/system' },
    ]);
  });
});

describe('field names', () => {
  test.each([
    ['providesApi', 'providesApis'],
    ['subComponentOf', 'subcomponentOf'],
    ['dependOn', 'dependsOn'],
    ['dependencies', 'dependsOn'],
    ['partOf', 'system'],
  ])('%s is warned about as a slip of %s', (wrong, right) => {
    expect(problems(withSpec({ [wrong]: ['x'] }))).toMatchObject([
      {
        code: 'field-misspelt',
        level: 'warning',
        message: `spec.${wrong} is not a known field; did you mean ${right}?`,
      },
    ]);
  });

  test('metadata too', () => {
    expect(messages(withMetadata({ annotation: {}, lables: {} }))).toEqual([
      'metadata.annotation is not a known field; did you mean annotations?',
      'metadata.lables is not a known field; did you mean labels?',
    ]);
  });

  test('own fields, and slips of fields that are there anyway, are nobody’s business', () => {
    expect(problems(withSpec({ tier: 1, costCentre: 'x', types: ['a'], Owners: [], team: 'x' }))).toEqual([]);
  });
});

test('all problems are told at once, errors first, and not more than anyone reads', () => {
  const labels = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`bad key ${index}`, 'x']));
  const found = problems({ ...withMetadata({ labels }), ...withSpec({ providesApi: [], dependsOn: ['x'] }) });
  expect(found).toHaveLength(50);
  expect(found.every((each) => each.level === 'error')).toBe(true);
  expect(codes({ kind: 'API', spec: { owner: 'a b', dependsOn: 1, lifecyle: 'x' } })).toEqual([
    'spec-invalid',
    'spec-invalid',
    'spec-invalid',
    'reference-unlikely',
    'field-misspelt',
  ]);
});

test('values that could not be had are not judged', () => {
  const spec = { ...component.spec, owner: 7, profile: 1 };
  expect(model.checkEntity({ ...component, spec }, ['/spec/owner']).entity?.spec?.owner).toBe(7);
});
