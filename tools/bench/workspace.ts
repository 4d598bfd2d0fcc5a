import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase, dropDatabase } from '@callboard/server/testing';

/** A data folder, and on PostgreSQL a database, of a bench's own. */
export interface Workspace {
  dataFolder: string;
  configFile: string;
  databaseUrl?: string;
  remove(): Promise<void>;
}

/** Token that the portals of a bench know. */
export const token = 'token-for-benches-only';

/** @param serverUrl PostgreSQL server on which a database is made; absent: SQLite */
export async function createWorkspace(
  config: Record<string, unknown>,
  serverUrl: string | undefined,
): Promise<Workspace> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'callboard-bench-'));
  const databaseUrl = serverUrl === undefined ? undefined : await createDatabase(serverUrl);
  const configFile = join(dataFolder, 'callboard.yaml');
  const whole = {
    auth: { guest: false, tokens: [{ subject: 'bench', token }] },
    ...(databaseUrl !== undefined && { database: { url: databaseUrl } }),
    ...config,
  };
  // JSON is YAML.
  writeFileSync(configFile, JSON.stringify(whole), { mode: 0o600 });
  return {
    dataFolder,
    configFile,
    ...(databaseUrl !== undefined && { databaseUrl }),
    remove: async () => {
      rmSync(dataFolder, { recursive: true, force: true });
      if (serverUrl !== undefined && databaseUrl !== undefined) await dropDatabase(serverUrl, databaseUrl);
    },
  };
}
