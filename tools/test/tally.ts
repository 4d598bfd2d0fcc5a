import { existsSync, readFileSync } from 'node:fs';

export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

export const emptyTally: Tally = { passed: 0, failed: 0, skipped: 0 };

export function addTallies(a: Tally, b: Tally): Tally {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

interface VitestReport {
  testResults: { status: string; assertionResults: { status: string }[] }[];
}

/** Counts the tests of Vitest's JSON report. A file that could not even be loaded is one failure. */
export function vitestTally(path: string, exitCode: number): Tally {
  if (!existsSync(path)) return atLeastOneFailure(emptyTally, exitCode);
  const report = JSON.parse(readFileSync(path, 'utf8')) as VitestReport;
  const statuses = report.testResults.flatMap((file) => {
    const inside = file.assertionResults.map((assertion) => assertion.status);
    return file.status === 'failed' && !inside.includes('failed') ? [...inside, 'failed'] : inside;
  });
  const count = (...wanted: string[]) => statuses.filter((status) => wanted.includes(status)).length;
  const tally = {
    passed: count('passed'),
    failed: count('failed'),
    skipped: count('skipped', 'pending', 'todo', 'disabled'),
  };
  return atLeastOneFailure(tally, exitCode);
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
}

/** Counts the tests of Playwright's JSON report. */
export function playwrightTally(path: string, exitCode: number): Tally {
  if (!existsSync(path)) return atLeastOneFailure(emptyTally, exitCode);
  const { stats } = JSON.parse(readFileSync(path, 'utf8')) as PlaywrightReport;
  const tally = { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped };
  return atLeastOneFailure(tally, exitCode);
}

/** A runner that failed without a failed test (a broken set-up, an unhandled error) must not count as clean. */
function atLeastOneFailure(tally: Tally, exitCode: number): Tally {
  return exitCode !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}
