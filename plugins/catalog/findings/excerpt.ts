/** The lines of a file around one that something is said of. */
import { CallboardError, type PluginScope, type z } from '@callboard/plugin/server';
import type { excerptQuery } from '../schema.ts';

export interface Excerpt {
  text: string;
  /** Number of the first line of the text. */
  firstLine: number;
  line: number;
}

const around = 3;
const longestLine = 400;

/** Only of files of which the catalog speaks anyway. @throws {CallboardError} `not-found` */
export async function excerptOf(
  query: z.output<typeof excerptQuery>,
  scope: Pick<PluginScope, 'findings' | 'records' | 'sources'>,
): Promise<Excerpt> {
  const { repository, file, line = 1 } = query;
  if (!(await isKnown(query, scope))) throw new CallboardError('not-found', `Nothing is said of ${file}`);
  const text = await readFile(query, scope.sources);
  const lines = text.split('\n');
  if (line > lines.length) throw new CallboardError('not-found', `${repository} ${file} has no line ${line} any more`);
  const first = Math.max(1, line - around);
  const shown = lines.slice(first - 1, line + around).map((each) => each.replace(/\r$/, '').slice(0, longestLine));
  while (shown.length > line - first + 1 && shown.at(-1) === '') shown.pop();
  return { text: shown.join('\n'), firstLine: first, line };
}

async function readFile(
  { sourceId, repository, file }: z.output<typeof excerptQuery>,
  sources: PluginScope['sources'],
): Promise<string> {
  try {
    return await sources.readFile(sourceId, repository, file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CallboardError('not-found', `${file} cannot be read now: ${reason}`, { cause: error });
  }
}

async function isKnown(
  { sourceId, repository, file, entityRef }: z.output<typeof excerptQuery>,
  { findings, records }: Pick<PluginScope, 'findings' | 'records'>,
): Promise<boolean> {
  const claims = entityRef === undefined ? [] : await records.claims('entity', entityRef.toLowerCase());
  if (claims.some((claim) => claim.sourceId === sourceId && claim.repository === repository && claim.path === file))
    return true;
  const said = await findings.list({ sourceId, limit: 1_000_000 });
  return said.some((finding) => finding.repository === repository && finding.file === file);
}
