/** Where an entity comes from: source, repository, file and line, and since when. */
import {
  CallboardError,
  type Claim,
  type Exclusion,
  type Log,
  type PluginScope,
  type RecordState,
  type SourceStatus,
} from '@callboard/plugin/server';
import type { Catalog } from '../catalog.ts';
import { settlement, viewUrlOf } from '../findings/graph-findings.ts';

export interface Provenance {
  entityRef: string;
  source: SourceStatus;
  repository: string;
  path: string;
  location: string;
  viewUrl?: string;
  editUrl?: string;
  document: number;
  line: number;
  createdAt: string;
  changedAt: string;
  checkedAt?: string;
  state: RecordState;
  /** Text of the file as it is now. */
  raw?: string;
  claims: Pick<Claim, 'recordId' | 'active' | 'location' | 'repository' | 'path' | 'line'>[];
  exclusion?: Exclusion;
  /** Who has settled that several files claim it. */
  settled?: { by: string; at: string };
}

export async function provenanceOf(
  entityRef: string,
  catalog: Catalog,
  { records, sources }: Pick<PluginScope, 'records' | 'sources'>,
  log: Log,
): Promise<Provenance> {
  const [record] = await records.byKeys('entity', [entityRef]);
  const claims = await records.claims('entity', entityRef);
  const claim = claims.find((each) => each.active);
  const source = claim && (await sources.get(claim.sourceId));
  if (!record || !claim || !source) throw new CallboardError('not-found', `Entity ${entityRef} not found`);
  const entity = (await catalog.entities([entityRef])).get(entityRef);
  const exclusion = (await records.exclusions('entity')).find((each) => each.key === entityRef);
  const choice = settlement(
    claims,
    (await records.choices('entity')).find((each) => each.key === entityRef),
  );
  const viewUrl = viewUrlOf(entity, claim.location);
  const editUrl = entity?.metadata.annotations?.['backstage.io/edit-url'];
  const raw = await rawText(claim, sources, log);
  return {
    entityRef,
    source,
    repository: claim.repository,
    path: claim.path,
    location: claim.location,
    document: claim.document,
    line: claim.line,
    createdAt: record.createdAt,
    changedAt: record.changedAt,
    state: record.state,
    claims: claims.map(({ recordId, active, location, repository, path, line }) => ({
      recordId,
      active,
      location,
      repository,
      path,
      line,
    })),
    ...(viewUrl !== undefined && { viewUrl }),
    ...(editUrl !== undefined && { editUrl }),
    ...(source.lastFinishedAt !== undefined && { checkedAt: source.lastFinishedAt }),
    ...(raw !== undefined && { raw }),
    ...(exclusion && { exclusion }),
    ...(choice && { settled: { by: choice.by, at: choice.at } }),
  };
}

/** The file may be gone or out of reach: then everything else is told without it. */
async function rawText(claim: Claim, sources: PluginScope['sources'], log: Log): Promise<string | undefined> {
  try {
    return await sources.readFile(claim.sourceId, claim.repository, claim.path);
  } catch (error) {
    log.info('the file of an entity cannot be shown', {
      location: claim.location,
      error: error instanceof Error ? error.message : String(error),
    });
    return undefined;
  }
}
