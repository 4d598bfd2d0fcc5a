import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { playwrightTally, vitestTally } from './tally.ts';

const folder = mkdtempSync(join(tmpdir(), 'callboard-tally-'));
afterAll(() => rmSync(folder, { recursive: true }));

function report(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
}

test('a test file that could not be loaded counts as one failure', () => {
  const path = report('broken.json', {
    testResults: [
      { status: 'passed', assertionResults: [{ status: 'passed' }, { status: 'skipped' }] },
      { status: 'failed', assertionResults: [] },
    ],
  });
  expect(vitestTally(path, 1)).toEqual({ passed: 1, failed: 1, skipped: 1 });
});

test('a runner that fails without a failed test is not clean', () => {
  const path = report('unhandled.json', {
    testResults: [{ status: 'passed', assertionResults: [{ status: 'passed' }] }],
  });
  expect(vitestTally(path, 1)).toEqual({ passed: 1, failed: 1, skipped: 0 });
  expect(vitestTally(join(folder, 'never-written.json'), 1).failed).toBe(1);
});

test('a browser test that needed a second try counts as passed', () => {
  const path = report('browser.json', { stats: { expected: 3, unexpected: 0, flaky: 1, skipped: 0 } });
  expect(playwrightTally(path, 0)).toEqual({ passed: 4, failed: 0, skipped: 0 });
});
