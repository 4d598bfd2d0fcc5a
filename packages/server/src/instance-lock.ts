/** One process to a data folder: two would each believe to be alone. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isBusy } from './storage/storage-error.ts';

/**
 * Takes the folder for this process. The lock is the operating system's, so it ends with the process, however that ends.
 * @throws when another process has it, or when the folder cannot be written to
 */
export function lockDataFolder(folder: string): () => void {
  let lock: DatabaseSync | undefined;
  try {
    mkdirSync(folder, { recursive: true });
    lock = new DatabaseSync(join(folder, 'lock.sqlite'), { timeout: 0 });
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;');
  } catch (error) {
    lock?.close();
    const message = isBusy(error)
      ? `Another Callboard is running on the data folder ${folder}. Stop it, or choose another folder with --data.`
      : `The data folder ${folder} cannot be written to (${(error as Error).message}). Give this user the right to, or choose another folder with --data.`;
    throw new Error(message, { cause: error });
  }
  return () => lock.close();
}
