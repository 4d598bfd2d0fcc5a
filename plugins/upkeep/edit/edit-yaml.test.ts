import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { editYaml, type FieldEdit } from './edit-yaml.ts';

const drums = `# The drum machine.
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: drums # never rename
  description: "Keeps the beat." # short
  annotations:
    example.org/id: '42'
    # keep me
    example.org/other: yes
  tags: [go, audio]
spec:
  type: service
  lifecycle:   production
  owner: rhythm
`;

/** What changed, as lines with + and -. */
function diff(before: string, after: string): string[] {
  const old = before.split('\n');
  const now = after.split('\n');
  return [
    ...old.filter((line) => !now.includes(line)).map((l) => `-${l}`),
    ...now.filter((line) => !old.includes(line)).map((l) => `+${l}`),
  ];
}

function changed(...edits: FieldEdit[]): string[] {
  return diff(drums, editYaml(drums, 0, edits));
}

describe('changing a field', () => {
  test.each<[string, FieldEdit, string[]]>([
    [
      'keeps the comment behind it and its quotes',
      { path: ['metadata', 'description'], value: 'Keeps time.' },
      ['-  description: "Keeps the beat." # short', '+  description: "Keeps time." # short'],
    ],
    [
      'keeps the spaces before it',
      { path: ['spec', 'lifecycle'], value: 'deprecated' },
      ['-  lifecycle:   production', '+  lifecycle:   deprecated'],
    ],
    [
      'at the end of the file',
      { path: ['spec', 'owner'], value: 'group:default/percussion' },
      ['-  owner: rhythm', '+  owner: group:default/percussion'],
    ],
    [
      'that needs quotes gets them',
      { path: ['spec', 'owner'], value: 'yes: no' },
      ['-  owner: rhythm', '+  owner: "yes: no"'],
    ],
    [
      'whose name has dots and slashes',
      { path: ['metadata', 'annotations', 'example.org/id'], value: '43' },
      ["-    example.org/id: '42'", "+    example.org/id: '43'"],
    ],
  ])('%s', (_what, edit, expected) => {
    expect(changed(edit)).toEqual(expected);
  });

  test('a list is written anew, in its place', () => {
    expect(changed({ path: ['metadata', 'tags'], value: ['go'] })).toEqual([
      '-  tags: [go, audio]',
      '+  tags:',
      '+  - go',
    ]);
  });
});

describe('adding a field', () => {
  test.each<[string, FieldEdit, string[]]>([
    ['to a mapping', { path: ['metadata', 'annotations', 'example.org/new'], value: 'x' }, ['+    example.org/new: x']],
    ['where people look for it', { path: ['metadata', 'title'], value: 'Drums' }, ['+  title: Drums']],
    [
      'with the mapping that it belongs in',
      { path: ['metadata', 'labels', 'tier'], value: '1' },
      ['+  labels:', '+    tier: "1"'],
    ],
    [
      'with several lines',
      { path: ['spec', 'notes'], value: 'One.\nTwo.\n' },
      ['+  notes: |', '+    One.', '+    Two.'],
    ],
    [
      'of a list of mappings',
      { path: ['metadata', 'links'], value: [{ url: 'https://example.org', title: 'Board' }] },
      ['+  links:', '+  - url: https://example.org', '+    title: Board'],
    ],
  ])('%s', (_what, edit, expected) => {
    expect(changed(edit)).toEqual(expected);
  });

  test('a title stands right behind the name', () => {
    const lines = editYaml(drums, 0, [{ path: ['metadata', 'title'], value: 'Drums' }]).split('\n');
    expect(lines[lines.indexOf('  title: Drums') - 1]).toBe('  name: drums # never rename');
  });

  test('to a mapping in braces, and to a key with nothing behind it', () => {
    const flow = 'kind: Component\nmetadata: { name: drums, tags: [a] }\nspec:\n  annotations:\n  type: x\n';
    const edited = editYaml(flow, 0, [
      { path: ['metadata', 'title'], value: 'Drums' },
      { path: ['spec', 'annotations', 'a'], value: 'b' },
    ]);
    expect(edited).toBe(
      'kind: Component\nmetadata: { name: drums, tags: [a], title: "Drums" }\nspec:\n  annotations:\n    a: b\n  type: x\n',
    );
  });
});

describe('removing a field', () => {
  test('takes its lines and nothing else; an empty mapping goes with it', () => {
    expect(changed({ path: ['metadata', 'tags'] })).toEqual(['-  tags: [go, audio]']);
    expect(changed({ path: ['metadata', 'annotations', 'example.org/id'] })).toEqual(["-    example.org/id: '42'"]);
    const small = 'metadata:\n  name: a\n  labels:\n    tier: "1"\nspec: {}\n';
    expect(editYaml(small, 0, [{ path: ['metadata', 'labels', 'tier'] }])).toBe('metadata:\n  name: a\nspec: {}\n');
  });

  test('that is not there changes nothing', () => {
    expect(changed({ path: ['metadata', 'labels', 'tier'] })).toEqual([]);
  });
});

describe('a file of several documents', () => {
  const two = `---\n${drums}---\r\n`.replace('---\r\n', '---\n') + drums.replace('name: drums', 'name: bass');

  test('only the one that is meant changes', () => {
    const edited = editYaml(two, 1, [{ path: ['spec', 'owner'], value: 'strings' }]);
    expect(edited.startsWith(`---\n${drums}---\n`)).toBe(true);
    expect(edited.endsWith('owner: strings\n')).toBe(true);
  });

  test('one that is not there is refused', () => {
    expect(() => editYaml(two, 2, [])).toThrow('the file has 2 documents');
  });
});

test('line ends of the other kind stay', () => {
  const windows = drums.replaceAll('\n', '\r\n');
  const edited = editYaml(windows, 0, [
    { path: ['metadata', 'labels', 'tier'], value: '1' },
    { path: ['spec', 'owner'], value: 'x' },
  ]);
  expect(edited.replaceAll('\r\n', '')).not.toContain('\n');
});

test.each([
  ['an alias', 'a: &x { b: 1 }\nc: *x\n', { path: ['c', 'b'], value: 2 }, 'is an alias'],
  ['a broken file', 'a: [1\n', { path: ['a'], value: 2 }, 'not valid YAML'],
])('%s is refused in plain words', (_what, text, edit, message) => {
  expect(() => editYaml(text, 0, [edit])).toThrow(message);
});

test('every descriptor of the example company can be given an owner, a tag and an annotation', () => {
  const edits: FieldEdit[] = [
    { path: ['metadata', 'annotations', 'example.org/new'], value: 'x' },
    { path: ['metadata', 'tags'], value: ['one', 'two'] },
    { path: ['metadata', 'description'], value: 'Another: text' },
    { path: ['spec', 'owner'], value: 'group:default/new' },
  ];
  let count = 0;
  for (const { file, text } of exampleFiles()) {
    for (const index of parseAllDocuments(text).keys()) {
      const edited = editYaml(text, index, edits);
      expect(diff(text, edited).length, file).toBeLessThan(30);
      count++;
    }
  }
  expect(count).toBeGreaterThan(200);
});

function exampleFiles(): { file: string; text: string }[] {
  const folder = join(import.meta.dirname, '../../../examples/nightjar');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(catalog-info|org\/.*|architecture\/(systems|domains)\/.*)\.yaml$/.test(file))
    .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }))
    .filter(({ text }) => /^kind:/m.test(text) && parseAllDocuments(text).every((document) => !document.errors.length));
}
