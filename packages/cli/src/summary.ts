import { count } from './progress.ts';

export interface SummaryFinding {
  repository: string;
  file: string;
  line: number;
  column: number;
  level: 'error' | 'warning' | 'info';
  code: string;
  message: string;
  hint: string;
}

/** What one harvest from nothing found. */
export interface HarvestSummary {
  source: string;
  milliseconds: number;
  repositories: number;
  entities: { total: number; byKind: Record<string, number> };
  findings: { counts: Record<SummaryFinding['level'], number>; items: SummaryFinding[] };
}

/** The summary for people. */
export function summaryLines({ entities, repositories, findings, milliseconds }: HarvestSummary): string[] {
  const seconds = (milliseconds / 1000).toFixed(1);
  const places = count(repositories, 'repository', 'repositories');
  const kinds = Object.entries(entities.byKind).toSorted(([, a], [, b]) => b - a);
  const width = Math.max(0, ...kinds.map(([kind]) => kind.length));
  const { error, warning, info } = findings.counts;
  return [
    `${count(entities.total, 'entity', 'entities')} from ${places} in ${seconds} s`,
    ...kinds.map(([kind, amount]) => `  ${kind.padEnd(width)}  ${amount}`),
    ...findings.items.flatMap(findingLines),
    `${count(error, 'error', 'errors')}, ${count(warning, 'warning', 'warnings')}, ${count(info, 'note', 'notes')}`,
  ];
}

function findingLines(finding: SummaryFinding): string[] {
  const { repository, file, line, column, level, code, message, hint } = finding;
  const place = file.includes('://') ? file : `${repository}/${file}`;
  return [`${place}:${line}:${column}  ${level}  ${code}  ${message}`, `    ${hint}`];
}
