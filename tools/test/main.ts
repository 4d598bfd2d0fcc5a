import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from '../../tests/setup/chromium.ts';
import { findPostgres, startPostgres, type TestPostgres } from '../../tests/setup/postgres.ts';
import { findPrometheus } from '../../tests/setup/prometheus.ts';
import { findSshd } from '../../tests/setup/ssh.ts';
import { run } from './run.ts';
import { addTallies, emptyTally, playwrightTally, vitestTally, type Tally } from './tally.ts';

const root = join(import.meta.dirname, '../..');
const projects = ['unit', 'contract', 'conformance'];
const suites = [...projects, 'browser'];

/** What could not be tested here, each in a line of its own. */
const leftOut: string[] = [];

async function main(wanted: string[]): Promise<number> {
  const unknown = wanted.filter((name) => !suites.includes(name));
  if (unknown.length > 0) {
    process.stderr.write(`There is no suite ${unknown.join(', ')}. There are: ${suites.join(', ')}\n`);
    return 2;
  }
  const chosen = wanted.length > 0 ? wanted : suites;
  const reports = mkdtempSync(join(tmpdir(), 'callboard-test-'));
  try {
    const tallies = [
      await runVitest(chosen, reports),
      chosen.includes('browser') ? await runBrowser(reports) : emptyTally,
    ];
    return conclude(tallies.reduce(addTallies));
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
}

async function runVitest(chosen: string[], reports: string): Promise<Tally> {
  const selected = chosen.filter((name) => projects.includes(name));
  if (selected.length === 0) return emptyTally;
  if (selected.includes('contract') && findSshd() === undefined)
    leftOut.push('sources through SSH: not installed (apt-get install openssh-server)');
  if (selected.includes('contract') && !findPrometheus())
    leftOut.push('the queries that Prometheus is asked: not installed (apt-get install prometheus)');
  const postgres = selected.some((name) => name !== 'unit') ? await providePostgres() : undefined;
  try {
    const report = join(reports, 'vitest.json');
    const args = ['run', '--passWithNoTests', ...selected.flatMap((name) => ['--project', name])];
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const script = join(root, 'node_modules/vitest/vitest.mjs');
    const code = await run(root, [script, ...args, ...reporters], { NODE_ENV: 'test' });
    return vitestTally(report, code);
  } finally {
    await postgres?.stop();
  }
}

async function providePostgres(): Promise<TestPostgres | undefined> {
  if (process.env['CALLBOARD_TEST_PG']) return undefined;
  const binaries = findPostgres();
  if (binaries === undefined) {
    leftOut.push('PostgreSQL: not installed (apt-get install postgresql), so only SQLite was tested');
    return undefined;
  }
  const postgres = await startPostgres(binaries);
  process.env['CALLBOARD_TEST_PG'] = postgres.url;
  return postgres;
}

async function runBrowser(reports: string): Promise<Tally> {
  if (findChromium() === undefined) {
    leftOut.push('the browser tests: no Chromium (apt-get install chromium, or set CALLBOARD_CHROMIUM)');
    return emptyTally;
  }
  const built = await run(root, [join(root, 'tools/launch.mjs'), '--tool', 'build'], {});
  if (built !== 0) return { ...emptyTally, failed: 1 };
  const report = join(reports, 'playwright.json');
  const script = join(root, 'node_modules/@playwright/test/cli.js');
  const code = await run(root, [script, 'test', '--pass-with-no-tests', '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  });
  return playwrightTally(report, code);
}

function conclude(tally: Tally): number {
  for (const line of leftOut) process.stdout.write(`\nLeft out: ${line}\n`);
  if (tally.skipped > 0) process.stdout.write(`\n${tally.skipped} skipped\n`);
  process.stdout.write(`\n${tally.passed} passed, ${tally.failed} failed\n`);
  if (tally.failed > 0) return 1;
  // A continuous integration that quietly tests half is worse than one that fails.
  return process.env['CI'] && leftOut.length > 0 ? 1 : 0;
}

process.exitCode = await main(process.argv.slice(2));
