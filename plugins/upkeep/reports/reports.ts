/** What wants tending, list by list. */
import type { PluginScope } from '@callboard/plugin/server';
import { isPresent, ownersOf, type Catalog } from '../catalog.ts';
import type { ReportName } from '../schema.ts';
import type { CheckedLink, UpkeepStore } from '../store.ts';
import type { Summaries, Summary } from './summaries.ts';

export interface ReportScope {
  summaries: Summaries;
  catalog: Catalog;
  store: Pick<UpkeepStore, 'confirmations' | 'brokenLinks'>;
  sources: PluginScope['sources'];
  findings: PluginScope['findings'];
  staleAfterDays: number;
  now(): number;
}

export interface ReportQuery {
  list: ReportName;
  owner?: readonly string[] | undefined;
  offset: number;
  limit: number;
}

type EntityRow = Pick<Summary, 'ref' | 'title' | 'kind' | 'type' | 'owners'>;

/** One thing to tend; which fields it has depends on the list. */
export interface ReportRow {
  entity?: EntityRow;
  /** `incomplete` */
  score?: number;
  missing?: string[];
  /** `stale` */
  confirmedAt?: string;
  confirmedBy?: string;
  /** `owners`: who is named as owner and is not there, and how much names them so. */
  missingOwner?: string;
  owned?: number;
  /** `links` */
  link?: CheckedLink;
  title?: string;
  /** `repositories`: without a descriptor. */
  repository?: { sourceId: string; source: string; name: string; url?: string };
}

export interface Report {
  items: ReportRow[];
  total: number;
  /** Of each list, whatever was asked for. */
  counts: Record<ReportName, number>;
}

/** Below this an entity is listed as incomplete. */
const completeEnough = 80;
const day = 86_400_000;

export async function reportOf(query: ReportQuery, scope: ReportScope): Promise<Report> {
  const all = [...(await scope.summaries.all()).values()];
  const owners = query.owner && ownersOf(scope.catalog, query.owner);
  const mine = owners ? all.filter((summary) => summary.owners.some((owner) => owners.has(owner))) : all;
  const lists: Record<ReportName, ReportRow[]> = {
    incomplete: incomplete(mine),
    stale: await stale(mine, scope),
    owners: deadOwners(all, scope.catalog, owners),
    links: deadLinks(mine, await scope.store.brokenLinks()),
    repositories: owners ? [] : await withoutDescriptor(scope),
  };
  const rows = lists[query.list];
  return {
    items: rows.slice(query.offset, query.offset + query.limit),
    total: rows.length,
    counts: Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, list.length])) as Report['counts'],
  };
}

function incomplete(summaries: readonly Summary[]): ReportRow[] {
  return summaries
    .filter(({ score }) => score < completeEnough)
    .sort((a, b) => a.score - b.score || compare(a.ref, b.ref))
    .map((summary) => ({ entity: rowOf(summary), score: summary.score, missing: summary.missing }));
}

async function stale(summaries: readonly Summary[], { store, staleAfterDays, now }: ReportScope): Promise<ReportRow[]> {
  const confirmations = await store.confirmations();
  const before = new Date(now() - staleAfterDays * day).toISOString();
  return summaries
    .map((summary) => ({ summary, confirmation: confirmations.get(summary.ref) }))
    .map(({ summary, confirmation }) => ({
      summary,
      by: confirmation && confirmation.at > summary.changedAt ? confirmation.by : undefined,
      at: confirmation && confirmation.at > summary.changedAt ? confirmation.at : summary.changedAt,
    }))
    .filter(({ summary, at }) => at < before && summary.owners.length > 0)
    .sort((a, b) => compare(a.at, b.at) || compare(a.summary.ref, b.summary.ref))
    .map(({ summary, at, by }) => ({
      entity: rowOf(summary),
      confirmedAt: at,
      ...(by !== undefined && { confirmedBy: by }),
    }));
}

/** @param only of these owners; absent: of all */
function deadOwners(
  summaries: readonly Summary[],
  catalog: Catalog,
  only: ReadonlySet<string> | undefined,
): ReportRow[] {
  const counts = new Map<string, number>();
  for (const { owners } of summaries)
    for (const owner of owners)
      if ((!only || only.has(owner)) && !isPresent(catalog, owner)) counts.set(owner, (counts.get(owner) ?? 0) + 1);
  return [...counts]
    .map(([missingOwner, owned]) => ({ missingOwner, owned }))
    .sort((a, b) => b.owned - a.owned || compare(a.missingOwner, b.missingOwner));
}

function deadLinks(summaries: readonly Summary[], broken: readonly CheckedLink[]): ReportRow[] {
  const byUrl = new Map(broken.map((link) => [link.url, link]));
  return summaries
    .flatMap((summary) =>
      summary.links.flatMap(({ url, title }) => {
        const link = byUrl.get(url);
        return link ? [{ entity: rowOf(summary), link, title }] : [];
      }),
    )
    .sort((a, b) => compare(a.link.state, b.link.state) || compare(a.link.since, b.link.since));
}

/** A repository with a descriptor that cannot be read is none of them: what it needs stands among the findings. */
async function withoutDescriptor({ sources, findings }: ReportScope): Promise<ReportRow[]> {
  const rows: ReportRow[] = [];
  for (const { id, type, target } of await sources.list()) {
    if (type !== 'folder' && type !== 'git') continue;
    const empty = (await sources.repositories(id)).filter(({ entities }) => entities === 0);
    if (empty.length === 0) continue;
    const errors = await findings.list({ sourceId: id, level: 'error' });
    const broken = new Set(errors.map(({ repository }) => repository));
    for (const { name, url } of empty)
      if (!broken.has(name))
        rows.push({ repository: { sourceId: id, source: target, name, ...(url !== undefined && { url }) } });
  }
  return rows;
}

function rowOf({ ref, title, kind, type, owners }: Summary): EntityRow {
  return { ref, title, kind, owners, ...(type !== undefined && { type }) };
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
