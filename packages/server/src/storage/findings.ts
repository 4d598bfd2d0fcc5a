import type { Findings, StoredFinding } from '@callboard/plugin/server';
import type { Database } from './database.ts';

const LIMIT = 10_000;

/** Findings of documents, as the last harvests left them. */
export function createFindings(database: Database): Findings {
  return {
    list: async (query = {}) => {
      let select = database.read
        .selectFrom('finding')
        .innerJoin('repository', 'repository.id', 'finding.repository_id')
        .leftJoin('file', 'file.id', 'finding.file_id')
        .selectAll('finding')
        .select(['repository.name as repository_name', 'file.location as location']);
      if (query.key !== undefined) select = select.where('finding.key', '=', query.key);
      if (query.sourceId !== undefined) select = select.where('finding.source_id', '=', query.sourceId);
      if (query.level !== undefined) select = select.where('finding.level', '=', query.level);
      if (query.code !== undefined) select = select.where('finding.code', '=', query.code);
      const rows = await select
        .orderBy('finding.id')
        .limit(query.limit ?? LIMIT)
        .execute();
      return rows.map((row) => ({
        id: row.id,
        sourceId: row.source_id,
        repository: row.repository_name,
        file: row.file,
        location: row.location ?? row.file,
        document: row.document,
        line: row.line,
        column: row.column_no,
        level: row.level as StoredFinding['level'],
        code: row.code,
        message: row.message,
        hint: row.hint,
        key: row.key,
        since: row.since,
      }));
    },
  };
}
