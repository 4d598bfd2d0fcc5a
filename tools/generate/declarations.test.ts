import { expect, test } from 'vitest';
import { exportedDeclarations, layOut, reexports } from './declarations.ts';

test('finds what a module exports, and only that', () => {
  const text = [
    `import type { A } from './a.ts';`,
    'interface Inside {',
    '    x: number;',
    '}',
    'export interface Outside {',
    '    a: A;',
    '    inner?: {',
    '        x: number;',
    '    };',
    '}',
    'export declare function run(a: import("react").ReactNode): Inside;',
    'export {};',
  ].join('\n');
  expect([...exportedDeclarations(text)]).toEqual([
    ['Outside', 'interface Outside { a: A; inner?: { x: number; }; }'],
    ['run', 'function run(a: ReactNode): Inside;'],
  ]);
});

test('reads what an index hands on', () => {
  const text = `export { a, b } from './x.ts';\nexport type { C } from './x.ts';\nexport * from './y.ts';\n`;
  expect([...reexports(text)]).toEqual([
    ['./x.ts', ['a', 'b', 'C']],
    ['./y.ts', 'all'],
  ]);
});

test('gives each long method of a long interface a line of its own', () => {
  const fields = Array.from({ length: 12 }, (_, index) => `someField${index}: string;`).join(' ');
  const method = `read(${Array.from({ length: 8 }, (_, index) => `name${index}: string`).join(', ')}): Promise<void>;`;
  const lines = layOut(`interface Long { ${fields} ${method} }`);
  expect(lines[0]).toBe('interface Long {');
  expect(lines.at(-2)).toBe(`  ${method}`);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(162);
});
