import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockDataFolder } from './instance-lock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'callboard-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a data folder belongs to one portal at a time', () => {
  const data = join(folder, 'new/data');
  const unlock = lockDataFolder(data);
  expect(() => lockDataFolder(data)).toThrow(`Another Callboard is running on the data folder ${data}`);
  unlock();
  lockDataFolder(data)();
});

test('a folder that cannot be written to is not taken for one that is in use', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(() => lockDataFolder(join(folder, 'file'))).toThrow('cannot be written to');
  writeFileSync(join(folder, 'lock.sqlite'), 'this is no database, and that is for sure not one either'.repeat(40));
  expect(() => lockDataFolder(folder)).toThrow('cannot be written to');
});
