import { describe, expect, test } from 'vitest';
import { readDescriptor } from '../descriptor.ts';
import { createModel } from '../model.ts';
import { decodeText } from './decode.ts';
import type { DescriptorLimits } from './limits.ts';

const model = createModel();

async function codes(text: string, limits: Partial<DescriptorLimits> = {}) {
  const { findings } = await readDescriptor(text, { file: 'a.yaml', model, limits });
  return findings.map((finding) => finding.code);
}

const system = (name: string) =>
  `apiVersion: backstage.io/v1alpha1\nkind: System\nmetadata: { name: ${name} }\nspec: { owner: x }\n`;

describe('bounds', () => {
  test('of the size, in bytes of UTF-8', async () => {
    const text = `${system('a')}# ${'ä'.repeat(100)}`;
    const bytes = Buffer.byteLength(text);
    expect(await codes(text, { bytes })).toEqual([]);
    expect(await codes(text, { bytes: bytes - 1 })).toEqual(['file-too-large']);
  });

  test('of documents: those before the bound count', async () => {
    const text = Array.from({ length: 10_000 }, (_, index) => system(`s${index}`)).join('---\n');
    const { entities, findings, failed } = await readDescriptor(text, { file: 'a.yaml', model });
    expect(entities).toHaveLength(1000);
    expect(findings).toMatchObject([{ code: 'yaml-too-many-documents', line: 5000 }]);
    expect(failed).toMatchObject([{ document: 0 }]);
  });

  test.each([
    ['brackets', '['],
    ['braces', '{a: '],
    ['dashes', '- '],
    ['keys', 'a: '],
    ['questions', '? '],
  ])('of nesting, by %s, long before the stack is full', async (_what, opening) => {
    expect(await codes(opening.repeat(200_000))).toEqual(['nested-too-deep']);
  });

  test('of nesting by indentation', async () => {
    expect(await codes(Array.from({ length: 300 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'))).toEqual([
      'nested-too-deep',
    ]);
    const fits = Array.from({ length: 90 }, (_, depth) => `${' '.repeat(depth + 2)}a:`).join('\n');
    expect(await codes(`${system('a').replace('spec: { owner: x }', 'spec:\n  owner: x')}${fits}`)).toEqual([]);
  });

  test('of what aliases stand for', async () => {
    const levels = Array.from(
      { length: 30 },
      (_, level) => `a${level + 1}: &a${level + 1} [${Array(9).fill(`*a${level}`).join(',')}]`,
    );
    expect(await codes(['a0: &a0 [x,x]', ...levels].join('\n'))).toEqual(['yaml-too-many-aliases']);
    expect(await codes('a: &a [*a]')).toEqual(['nested-too-deep']);
    expect(await codes(`${system('a')}x: &x 1\ny: [${Array(2000).fill('*x').join(',')}]`)).not.toContain(
      'yaml-too-many-aliases',
    );
  });

  test('of tokens', async () => {
    expect(await codes('- 1\n'.repeat(1000), { tokens: 1000 })).toEqual(['yaml-too-large']);
  });
});

test('many keys in one mapping take no more than their number', async () => {
  const keys = Array.from({ length: 20_000 }, (_, index) => `  k${index}: &a${index} 1`).join('\n');
  expect(await codes(`${system('a').replace('spec: { owner: x }', 'spec:\n  owner: x')}${keys}\n  k7: 1\n`)).toEqual([
    'yaml-duplicate-key',
  ]);
});

test('a text of a megabyte where a name belongs is told in a line', async () => {
  const { findings } = await readDescriptor(system('a').replace('owner: x', `owner: ${'x y '.repeat(250_000)}`), {
    file: 'a.yaml',
    model,
  });
  expect(findings).toMatchObject([{ code: 'reference-unlikely' }]);
  expect(findings[0]?.message.length).toBeLessThan(1100);
});

test('names that objects have by themselves change nothing', async () => {
  const text = `${system('a')}---\n${system('b').replace('{ owner: x }', '{ owner: x, __proto__: { polluted: true }, constructor: { prototype: 1 } }')}`;
  expect(await codes(text)).toEqual(['key-refused']);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

test('what is not text is refused', async () => {
  expect(await codes('a\0b')).toEqual(['file-binary']);
  expect(decodeText(Uint8Array.of(0x61, 0, 0x62))).toBeUndefined();
  expect(decodeText(Uint8Array.of(0xff, 0xfe, 0x61))).toBeUndefined();
  expect(decodeText(Uint8Array.of(0xef, 0xbb, 0xbf, 0xc3, 0xa4))).toBe('ä');
});

test.each([
  '%YAML 9.9\n---\n',
  '%FOO\n'.repeat(100),
  '...\n...\n',
  '&a &b c: d',
  '!!binary x',
  '? : :',
  '\r\r\r',
  '\u2028',
  '\uD800',
  '@',
  '`',
  '%',
  '- - -\n -',
  '"\\x"',
  "'",
  '{',
  ']',
  '|\n',
  '>9\n x',
])('odd text %j ends in findings, not in an exception', async (text) => {
  expect((await codes(text)).length).toBeGreaterThan(0);
});
