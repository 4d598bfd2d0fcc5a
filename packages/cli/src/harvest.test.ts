import { join } from 'node:path';
import { rmSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { runCli } from './program.ts';
import type { HarvestSummary } from './summary.ts';
import { componentText, folderWith, recordingIo } from './testing.ts';

const folder = folderWith({
  'good/player/catalog-info.yaml': componentText('player'),
  'good/mixer/catalog-info.yaml': componentText('mixer'),
  'bad/player/catalog-info.yaml': componentText('player').replace('kind: Component', 'kind: [Component'),
});
afterAll(() => rmSync(folder, { recursive: true }));

async function harvest(...args: string[]) {
  const io = recordingIo(folder);
  return { code: await runCli(['harvest', ...args], io), out: io.out, err: io.err };
}

test('says what a folder of repositories would bring in', async () => {
  const { code, out, err } = await harvest(join(folder, 'good'));
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/^4 entities from 2 repositories in [\d.]+ s\n/);
  expect(out).toMatch(/Component +2\n/);
  expect(out).toContain('0 errors, 0 warnings, 0 notes');
});

test('ends with 1 when something is wrong, and says where', async () => {
  const { code, out } = await harvest(join(folder, 'bad'));
  expect(code).toBe(1);
  expect(out).toMatch(/player\/catalog-info\.yaml:\d+:\d+ {2}error {2}yaml-/);
});

test('prints the same for programs', async () => {
  const { code, out } = await harvest(join(folder, 'bad'), '--json');
  const summary = JSON.parse(out) as HarvestSummary;
  expect(code).toBe(1);
  expect(summary.findings.counts.error).toBeGreaterThan(0);
  expect(summary.findings.items[0]).toMatchObject({ repository: 'player', level: 'error' });
});

test('ends with 2 when there is nothing to read', async () => {
  const { code, out, err } = await harvest(join(folder, 'nowhere'));
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain('nowhere');
});
