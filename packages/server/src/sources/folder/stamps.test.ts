import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import type * as Files from 'node:fs';
import { expect, test, vi } from 'vitest';
import { tempFolder } from '../test-environment.ts';
import { headStamp } from './stamps.ts';

const clock = vi.hoisted(() => ({ ageMs: 0 }));

// A file system whose clock ticks so slowly that two writes get the same times.
vi.mock('node:fs', async (original) => {
  const real = await original<typeof Files>();
  return {
    ...real,
    statSync(file: string, options: { bigint: true; throwIfNoEntry: false }) {
      const stats = real.statSync(file, options);
      const time = BigInt(Date.now() - clock.ageMs);
      return stats && Object.assign(stats, { mtimeMs: time, mtimeNs: 1n, ctimeNs: 1n, isFile: () => true });
    },
  };
});

test('a file that was written just now is told by its content, an older one by its times', () => {
  const file = join(tempFolder(), 'a.yaml');
  const stampOfText = (text: string) => {
    writeFileSync(file, text);
    return headStamp(file);
  };
  clock.ageMs = 0;
  expect(stampOfText('one')).not.toBe(stampOfText('two'));
  clock.ageMs = 60_000;
  expect(stampOfText('one')).toBe(stampOfText('two'));
  expect(stampOfText('one')).not.toBe(stampOfText('three'));
});
