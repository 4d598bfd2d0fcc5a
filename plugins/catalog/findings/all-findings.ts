/** Findings of files and of the graph together: filtered, counted, one page of them made ready. */
import {
  parseEntityRef,
  stringifyEntityRef,
  type Findings,
  type PluginScope,
  type SourceStatus,
  type StoredFinding,
  type z,
} from '@callboard/plugin/server';
import type { Catalog } from '../catalog.ts';
import type { findingsQuery } from '../schema.ts';
import { ownersOf } from '../query/owners.ts';
import { fieldOf } from './field-of.ts';
import { atTargets } from './registered.ts';
import { graphFindings, hintFor, ownerOf, viewUrlOf, type CatalogFinding } from './graph-findings.ts';

export interface FindingsPage {
  items: CatalogFinding[];
  total: number;
  counts: LevelCounts;
  groups?: FindingGroup[];
}

type LevelCounts = Record<CatalogFinding['level'], number>;

/** Findings that have a field in common. */
export interface FindingGroup {
  /** `null`: the field is not known of them. */
  value: string | null;
  counts: LevelCounts;
}

type FindingsQuery = z.output<typeof findingsQuery>;

const defaultLimit = 100;
/** More than a catalog can have: the counts are exact. */
const mostFindings = 1_000_000;
const levels = ['error', 'warning', 'info'] as const;

type FindingsScope = Pick<PluginScope, 'records' | 'model' | 'sources'> & { findings: Findings };

/** Every finding of files and of the graph, with its owner. */
export async function collectFindings(catalog: Catalog, scope: FindingsScope): Promise<CatalogFinding[]> {
  const sources = await scope.sources.list();
  const stored = atTargets(await scope.findings.list({ limit: mostFindings }), sources).map(toCatalogFinding);
  const explained = new Set(
    stored.flatMap(({ level, entityRef }) => (level === 'error' && entityRef ? [entityRef] : [])),
  );
  return withOwners(
    [...stored, ...sourceFindings(sources, stored), ...(await graphFindings(catalog, scope, explained))],
    catalog,
  );
}

export async function findFindings(
  query: FindingsQuery,
  catalog: Catalog,
  scope: FindingsScope,
): Promise<FindingsPage> {
  const all = await collectFindings(catalog, scope);
  const refs = query.entityRef.length
    ? new Set(query.entityRef.map((ref) => stringifyEntityRef(parseEntityRef(ref))))
    : undefined;
  const owners = query.ownedBy.length ? new Set(ownersOf(catalog.index, query.ownedBy)) : undefined;
  const matching = all.filter(
    (finding) =>
      passes(finding, query, refs) && (!owners || (finding.ownerRef !== undefined && owners.has(finding.ownerRef))),
  );
  const counts = countLevels(matching);
  const listed = query.level ? matching.filter(({ level }) => level === query.level) : matching;
  listed.sort(compare);
  const start = query.offset ?? 0;
  const page = listed.slice(start, start + (query.limit ?? defaultLimit));
  const entities = await catalog.entities([...new Set(page.flatMap(({ entityRef }) => entityRef ?? []))]);
  const items = page.map((finding) => {
    const viewUrl = viewUrlOf(
      finding.entityRef === undefined ? undefined : entities.get(finding.entityRef),
      finding.location,
    );
    const field = fieldOf(finding, catalog);
    return {
      ...finding,
      hint: hintFor(finding, catalog),
      ...(viewUrl !== undefined && { viewUrl }),
      ...(field !== undefined && { field }),
    };
  });
  return { items, total: listed.length, counts, ...(query.group && { groups: groupsOf(matching, query.group) }) };
}

function countLevels(findings: readonly CatalogFinding[]): LevelCounts {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { level } of findings) counts[level]++;
  return counts;
}

const fields = { owner: 'ownerRef', code: 'code', sourceId: 'sourceId', repository: 'repository' } as const;

/** The largest first; what is not known comes last. */
function groupsOf(findings: readonly CatalogFinding[], by: keyof typeof fields): FindingGroup[] {
  const groups = Map.groupBy(findings, (finding) => finding[fields[by]] || null);
  const size = (value: string | null) => (value === null ? -1 : groups.get(value)!.length);
  return [...groups.keys()]
    .toSorted((a, b) => size(b) - size(a) || String(a).localeCompare(String(b)))
    .map((value) => ({ value, counts: countLevels(groups.get(value)!) }));
}

/** A source that cannot be read is as much of a gap in the catalog as a file that cannot, where no finding of a file says it already. */
function sourceFindings(sources: readonly SourceStatus[], stored: readonly CatalogFinding[]): CatalogFinding[] {
  const said = new Set(stored.map(({ sourceId, code, message }) => `${sourceId} ${code} ${message}`));
  return sources.flatMap(({ id, target, error, lastStartedAt, createdAt }) => {
    if (!error || said.has(`${id} ${error.code} ${error.message}`)) return [];
    const place = { sourceId: id, repository: '', file: target, location: target, line: 1, column: 1 };
    const { code, message, hint, since = lastStartedAt ?? createdAt } = error;
    return [{ ...place, code, message, hint, level: 'error' as const, since }];
  });
}

function toCatalogFinding({ id: _id, key, document, ...rest }: StoredFinding): CatalogFinding {
  return { ...rest, ...(document !== null && { document }), ...(key !== null && { entityRef: key }) };
}

/** A finding belongs to the owner of its entity, or of what else its file says. */
function withOwners(findings: CatalogFinding[], catalog: Catalog): CatalogFinding[] {
  const ofFile = new Map<string, string | undefined>();
  return findings.map((finding) => {
    let ownerRef = finding.entityRef === undefined ? undefined : ownerOf(finding.entityRef, catalog);
    if (ownerRef === undefined) {
      if (!ofFile.has(finding.location)) ofFile.set(finding.location, ownerOfFile(finding.location, catalog));
      ownerRef = ofFile.get(finding.location);
    }
    return ownerRef === undefined ? finding : { ...finding, ownerRef };
  });
}

function ownerOfFile(location: string, catalog: Catalog): string | undefined {
  const { index } = catalog;
  const { members } = index.search({
    op: 'equals',
    key: 'metadata.annotations.backstage.io/managed-by-location',
    values: [location.toLowerCase()],
  });
  return members
    .members()
    .map((document) => ownerOf(index.ref(document), catalog))
    .find((owner) => owner !== undefined);
}

function passes(finding: CatalogFinding, query: FindingsQuery, refs: ReadonlySet<string> | undefined): boolean {
  if (refs && (finding.entityRef === undefined || !refs.has(finding.entityRef))) return false;
  if (
    query.owner !== undefined &&
    finding.ownerRef !== stringifyEntityRef(parseEntityRef(query.owner, { defaultKind: 'group' }))
  )
    return false;
  if (query.unowned && finding.ownerRef !== undefined) return false;
  if (query.sourceId !== undefined && finding.sourceId !== query.sourceId) return false;
  if (query.repository !== undefined && finding.repository !== query.repository) return false;
  if (query.text !== undefined && !holds(finding, query.text.trim().toLowerCase())) return false;
  return query.code === undefined || finding.code === query.code;
}

function holds({ message, file, repository, entityRef = '' }: CatalogFinding, text: string): boolean {
  return [message, `${repository}/${file}`, entityRef].some((each) => each.toLowerCase().includes(text));
}

function compare(a: CatalogFinding, b: CatalogFinding): number {
  if (a.level !== b.level) return levels.indexOf(a.level) - levels.indexOf(b.level);
  if (a.repository !== b.repository) return a.repository < b.repository ? -1 : 1;
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
