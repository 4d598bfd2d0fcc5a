import type { Database } from '../storage/database.ts';

/** A recurring job, as people see it. */
export interface JobStatus {
  plugin: string;
  name: string;
  startedAt: string;
  finishedAt: string | null;
  /** Why the last run failed. */
  error: string | null;
}

export interface JobStore {
  lastStart(plugin: string, name: string): Promise<string | undefined>;
  started(plugin: string, name: string, at: string): Promise<void>;
  finished(plugin: string, name: string, at: string, error: string | null): Promise<void>;
  list(): Promise<JobStatus[]>;
}

/** Longest text of an error that is kept. */
const LONGEST = 2000;

export function createJobStore(database: Database): JobStore {
  return {
    async lastStart(plugin, name) {
      const row = await database.read
        .selectFrom('job')
        .select('started_at')
        .where('plugin', '=', plugin)
        .where('name', '=', name)
        .executeTakeFirst();
      return row?.started_at;
    },
    async started(plugin, name, at) {
      await database.write((writer) =>
        writer
          .insertInto('job')
          .values({ plugin, name, started_at: at, finished_at: null, error: null })
          .onConflict((conflict) =>
            conflict.columns(['plugin', 'name']).doUpdateSet({ started_at: at, finished_at: null }),
          )
          .execute(),
      );
    },
    async finished(plugin, name, at, error) {
      await database.write((writer) =>
        writer
          .updateTable('job')
          .set({ finished_at: at, error: error?.slice(0, LONGEST) ?? null })
          .where('plugin', '=', plugin)
          .where('name', '=', name)
          .execute(),
      );
    },
    async list() {
      const rows = await database.read.selectFrom('job').selectAll().orderBy('plugin').orderBy('name').execute();
      return rows.map(({ plugin, name, started_at, finished_at, error }) => ({
        plugin,
        name,
        startedAt: started_at,
        finishedAt: finished_at,
        error,
      }));
    },
  };
}
