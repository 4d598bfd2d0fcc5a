/** One process to a data folder: two would each believe to be alone. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isBusy } from './storage/storage-error.ts';

/** Makes the folder, for this user alone: it holds the key that tokens are signed with. @throws when that cannot be */
export function makeDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw unusable(folder, error);
  }
}

/**
 * Takes the folder for this process. The lock is the operating system's, so it ends with the process, however that ends.
 * @throws when another process has it, or when the folder cannot be written to
 */
export function lockDataFolder(folder: string): () => void {
  makeDataFolder(folder);
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(join(folder, 'lock.sqlite'), { timeout: 0 });
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;');
  } catch (error) {
    lock?.close();
    if (!isBusy(error)) throw unusable(folder, error);
    const message = `Another Callboard is running on the data folder ${folder}. Stop it, or choose another folder with --data.`;
    throw new Error(message, { cause: error });
  }
  return () => lock.close();
}

function unusable(folder: string, error: unknown): Error {
  const message = `The data folder ${folder} cannot be written to (${(error as Error).message}). Give this user the right to, or choose another folder with --data.`;
  return new Error(message, { cause: error });
}
