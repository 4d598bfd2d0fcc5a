/** One process to a data folder: two would each believe to be alone. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Takes the folder for this process. The lock is the operating system's, so it ends with the process, however that ends.
 * @throws when another process has it
 */
export function lockDataFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const lock = new DatabaseSync(join(folder, 'lock.sqlite'), { timeout: 0 });
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;');
  } catch (error) {
    lock.close();
    throw new Error(`Another Callboard is running on the data folder ${folder}. Stop it, or choose another folder with --data.`, { cause: error });
  }
  return () => lock.close();
}
