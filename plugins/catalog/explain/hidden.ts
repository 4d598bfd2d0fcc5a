/** Entities that are not shown, but of which something is known. */
import type { StoredFinding } from '@callboard/plugin/server';
import type { Catalog } from '../catalog.ts';
import { findingSteps, sourceSteps, type ExplainScope } from './place-steps.ts';
import { Steps, type Explanation } from './steps.ts';
import type { Understanding } from './understand.ts';

/** @returns `undefined` when nothing is known of such an entity */
export async function explainHidden(
  target: string,
  meant: Understanding,
  catalog: Catalog,
  scope: ExplainScope,
): Promise<Explanation | undefined> {
  if (meant.ref === undefined && meant.name === undefined) return undefined;
  const isMeant = (key: string) =>
    meant.ref === undefined ? key.endsWith(`/${meant.name!.toLowerCase()}`) : key === meant.ref;
  const steps = new Steps();
  steps.pass('understood', meant.detail);
  return (
    (await explainExcluded(target, isMeant, steps, scope)) ??
    (await explainBroken(target, isMeant, steps, scope)) ??
    (await explainRenamed(target, isMeant, steps, catalog, scope)) ??
    explainRemoved(target, meant, steps, scope)
  );
}

type IsMeant = (key: string) => boolean;

async function explainExcluded(
  target: string,
  isMeant: IsMeant,
  steps: Steps,
  { records, sources }: ExplainScope,
): Promise<Explanation | undefined> {
  const excluded = (await records.exclusions('entity')).find(({ key }) => isMeant(key));
  if (!excluded) return undefined;
  const [claim] = await records.claims('entity', excluded.key);
  const source = claim && (await sources.get(claim.sourceId));
  const place = claim && { file: claim.path, line: claim.line, column: claim.column };
  if (claim && source) {
    sourceSteps({ source }, steps);
    steps.pass('repository', claim.repository);
    steps.pass('descriptor', claim.path, place);
    findingSteps([], steps);
    steps.pass('unclaimed', 'Its file says it');
  }
  steps.fail(
    'included',
    `${excluded.by} keeps ${excluded.key} out since ${excluded.at}${excluded.reason ? `: ${excluded.reason}` : ''}`,
    { ...place, at: excluded.at, code: 'entity-excluded', hint: 'Remove the exclusion under Findings to let it in.' },
  );
  const { sourceId, repository } = claim ?? {};
  return { ...hidden(target, steps), ...(sourceId && repository && { place: { sourceId, repository } }) };
}

async function explainBroken(
  target: string,
  isMeant: IsMeant,
  steps: Steps,
  { findings, sources }: ExplainScope,
): Promise<Explanation | undefined> {
  const stored = await findings.list({ level: 'error' });
  const stopping = stored.find(({ key }) => key !== null && isMeant(key));
  const source = stopping && (await sources.get(stopping.sourceId));
  if (!stopping || !source) return undefined;
  const ofEntity = stored.filter((each: StoredFinding) => each.key === stopping.key);
  sourceSteps({ source }, steps);
  steps.pass('repository', stopping.repository);
  steps.pass('descriptor', stopping.file, { file: stopping.file });
  findingSteps(ofEntity, steps);
  const { sourceId, repository } = stopping;
  return { ...hidden(target, steps), place: { sourceId, repository } };
}

async function explainRenamed(
  target: string,
  isMeant: IsMeant,
  steps: Steps,
  { index }: Catalog,
  { records }: ExplainScope,
): Promise<Explanation | undefined> {
  const renamed = (await records.redirects('entity')).find(
    ({ from, to }) => isMeant(from) && index.find(to) !== undefined,
  );
  if (!renamed) return undefined;
  steps.pass('visible', `Renamed to ${renamed.to}; the old name leads there`, { at: renamed.at });
  return {
    target,
    found: true,
    summary: `${target} was renamed to ${renamed.to}.`,
    entityRefs: [renamed.to],
    steps: steps.taken,
  };
}

async function explainRemoved(
  target: string,
  { ref, name }: Understanding,
  steps: Steps,
  { changes }: ExplainScope,
): Promise<Explanation | undefined> {
  const key = ref ?? `component:default/${name!.toLowerCase()}`;
  const [last] = await changes.read({ type: 'entity', key, order: 'desc', limit: 1 });
  if (last?.op !== 'delete') return undefined;
  const { cause, at } = last;
  const who = cause.user ?? cause.author;
  const reason =
    cause.reason ?? (cause.file === undefined ? 'no file says it any more' : `${cause.file} no longer says it`);
  steps.fail('visible', `${key} was removed: ${reason}${who === undefined ? '' : ` (${who})`}`, {
    at,
    ...(cause.file !== undefined && { file: cause.file }),
    hint: 'Bring its descriptor back, and it is let in again at the next harvest.',
  });
  return hidden(target, steps);
}

function hidden(target: string, steps: Steps): Explanation {
  const { failed } = steps;
  const place = failed?.file === undefined || failed.line === undefined ? '' : ` (${failed.file}:${failed.line})`;
  return {
    target,
    found: false,
    summary: `${target} is not in the catalog: ${failed?.detail ?? 'it is not known why'}${place}.`,
    entityRefs: [],
    steps: steps.taken,
  };
}
