import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runCli } from './program.ts';
import { recordingIo } from './testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'callboard-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function check(text: string) {
  writeFileSync(join(folder, 'callboard.yaml'), text);
  const io = recordingIo(folder);
  return { code: await runCli(['config', 'check'], io), ...io };
}

test('a good configuration is fine', async () => {
  expect(await check('server:\n  port: 7008\n')).toMatchObject({ code: 0, out: 'callboard.yaml is fine\n' });
});

test('all mistakes are told at once, with their places', async () => {
  const { code, out, err } = await check('server:\n  port: many\nsources:\n  - type: folder\n');
  expect(code).toBe(1);
  expect(out).toContain('callboard.yaml:2:3  server.port');
  expect(out).toContain('callboard.yaml:4:5  sources.0.target');
  expect(err).toContain('2 problems');
});

test('a file that is not there is said to be so', async () => {
  const io = recordingIo(folder);
  expect(await runCli(['config', 'check', 'other.yaml'], io)).toBe(2);
  expect(io.err).toContain('there is no other.yaml');
});

test('the schema is one that editors read', async () => {
  const io = recordingIo(folder);
  expect(await runCli(['config', 'schema'], io)).toBe(0);
  const schema = JSON.parse(io.out) as { $schema: string; properties: Record<string, unknown> };
  expect(schema.$schema).toContain('json-schema.org');
  expect(Object.keys(schema.properties)).toEqual(expect.arrayContaining(['server', 'sources', 'catalog']));
});
