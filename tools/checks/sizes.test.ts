import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { checkSizes, describeSizes } from './sizes.ts';

const root = mkdtempSync(join(tmpdir(), 'callboard-sizes-'));
afterAll(() => rmSync(root, { recursive: true }));
mkdirSync(join(root, 'node_modules'));
writeFileSync(join(root, 'node_modules/installed.ts'), 'x;\n'.repeat(900));
writeFileSync(join(root, 'long.ts'), 'x;\n'.repeat(501));
writeFileSync(join(root, 'most.ts'), 'x;\n'.repeat(500));
writeFileSync(join(root, 'table.ts'), `// data table\n${'x;\n'.repeat(900)}`);

test('only code over the limit is refused: tables of data and installed code are not ours to split', () => {
  expect(checkSizes(root)).toEqual([expect.stringContaining('long.ts: 501 lines')]);
});

test('says the figures of the budgets', () => {
  expect(describeSizes(root)).toContain('2 files of code');
  expect(describeSizes(root)).toContain('most.ts (500)');
});
