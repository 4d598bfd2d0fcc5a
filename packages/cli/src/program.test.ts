import { expect, test } from 'vitest';
import { runCli } from './program.ts';
import { recordingIo } from './testing.ts';

test('explains itself when called without anything, and on --help', async () => {
  for (const args of [[], ['--help'], ['help']]) {
    const io = recordingIo('/');
    expect(await runCli(args, io)).toBe(0);
    expect(io.out).toContain('Examples:');
    for (const name of ['start', 'validate', 'harvest', 'config']) expect(io.out).toContain(name);
  }
});

test('every command explains itself with examples', async () => {
  for (const name of ['start', 'validate', 'harvest', 'config']) {
    const io = recordingIo('/');
    expect(await runCli([name, '--help'], io)).toBe(0);
    expect(io.out).toContain('Examples:');
  }
});

test('says its version', async () => {
  const io = recordingIo('/');
  expect(await runCli(['--version'], io)).toBe(0);
  expect(io.out).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test('names what it does not understand and ends with 2', async () => {
  for (const args of [
    ['strat'],
    ['start', '--prot', '1'],
    ['start', '--port', 'many'],
    ['harvest'],
    ['config', 'chek'],
  ]) {
    const io = recordingIo('/');
    expect(await runCli(args, io)).toBe(2);
    expect(io.err).toMatch(/error: /);
  }
});
