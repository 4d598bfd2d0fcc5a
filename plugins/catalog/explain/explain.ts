/** "Where is my repo?": every step from source to catalog, up to the one that stops it. */
import { humanizeEntityRef, nearest, type Claim } from '@callboard/plugin/server';
import type { Catalog } from '../catalog.ts';
import { explainHidden } from './hidden.ts';
import { contentsOf, findingSteps, repositorySteps, sourceSteps, type ExplainScope } from './place-steps.ts';
import { findPlaces, type Place } from './places.ts';
import { Steps, type Explanation } from './steps.ts';
import { repositoryKey, understand, type Understanding } from './understand.ts';

const mostPlaces = 5;
const mostRefs = 20;

/** @param target a URL, a path, the name of a repository, or a ref or name of an entity */
export async function explain(target: string, catalog: Catalog, scope: ExplainScope): Promise<Explanation> {
  const meant = understand(target);
  const refs = visibleRefs(meant, catalog);
  const [ref] = refs;
  if (ref !== undefined && refs.length === 1) return explainVisible(target, meant, ref, catalog, scope);
  if (ref !== undefined) return several(target, meant, refs);
  const hidden = await explainHidden(target, meant, catalog, scope);
  if (hidden) return hidden;
  const places = await findPlaces(meant, scope.sources);
  const explained: Explanation[] = [];
  for (const place of places.slice(0, mostPlaces))
    explained.push(await explainPlace(target, meant, place, catalog, scope));
  explained.sort((a, b) => Number(b.found) - Number(a.found) || b.steps.length - a.steps.length);
  return explained[0] ?? nothing(target, meant, catalog, scope);
}

function visibleRefs({ ref, name }: Understanding, { index }: Catalog): string[] {
  if (ref !== undefined) return index.find(ref) === undefined ? [] : [ref];
  if (name === undefined) return [];
  const parts = name.split('/');
  if (parts.length > 2) return [];
  const [namespace, plain] = parts.length === 2 ? parts : [undefined, name];
  const filters = [{ op: 'equals' as const, key: 'metadata.name', values: [plain!.toLowerCase()] }];
  if (namespace !== undefined)
    filters.push({ op: 'equals', key: 'metadata.namespace', values: [namespace.toLowerCase()] });
  return index
    .search({ op: 'all', filters })
    .members.members()
    .map((document) => index.ref(document))
    .sort();
}

async function explainVisible(
  target: string,
  meant: Understanding,
  ref: string,
  catalog: Catalog,
  { records, sources, findings }: ExplainScope,
): Promise<Explanation> {
  const steps = new Steps();
  steps.pass('understood', meant.ref === undefined ? `${meant.detail}: ${ref}` : meant.detail);
  const claims = await records.claims('entity', ref);
  const [record] = await records.byKeys('entity', [ref]);
  const claim = claims.find((each) => each.active);
  const source = claim && (await sources.get(claim.sourceId));
  if (record && claim && source) {
    sourceSteps({ source }, steps);
    steps.pass('repository', claim.repository);
    steps.pass('descriptor', `${claim.path}, document ${claim.document}`, {
      file: claim.path,
      line: claim.line,
      column: claim.column,
    });
    findingSteps(await findings.list({ key: ref, level: 'error' }), steps);
    steps.pass(
      'unclaimed',
      claims.length > 1 ? `${otherFiles(claims, claim)} as well; ${claim.path} counts` : 'One file says it',
    );
    steps.pass('included', 'Nobody keeps it out');
    steps.pass(
      'visible',
      record.state.held
        ? `Its file no longer says it since ${record.state.held.since}; the removal waits for a confirmation`
        : 'Everybody who may read it sees it',
      { at: record.changedAt },
    );
  }
  const shown = humanizeEntityRef(ref);
  const { failed } = steps;
  const summary = failed
    ? `${shown} is in the catalog with its last good version: ${failed.detail}.`
    : `${shown} is in the catalog.`;
  return { target, found: true, summary, entityRefs: [ref], steps: steps.taken, ...(claim && placeOf(claim)) };
}

function several(target: string, meant: Understanding, refs: string[]): Explanation {
  const steps = new Steps();
  steps.pass('understood', `${meant.detail}: ${refs.length} entities have this name`);
  steps.pass('visible', refs.slice(0, mostRefs).join(', '));
  return {
    target,
    found: true,
    summary: `${refs.length} entities named ${target} are in the catalog.`,
    entityRefs: refs.slice(0, mostRefs),
    steps: steps.taken,
  };
}

async function explainPlace(
  target: string,
  meant: Understanding,
  place: Place,
  catalog: Catalog,
  scope: ExplainScope,
): Promise<Explanation> {
  const steps = new Steps();
  steps.pass(
    'understood',
    meant.name !== undefined && place.repository ? `The repository ${place.repository.name}` : meant.detail,
  );
  sourceSteps(place, steps);
  const contents = place.repository ? await contentsOf(place, catalog, scope) : { claims: [], findings: [] };
  const refs = [
    ...new Set(
      contents.claims
        .filter(({ ref, claim }) => claim.active && catalog.index.find(ref) !== undefined)
        .map(({ ref }) => ref),
    ),
  ].sort();
  await repositorySteps(place, contents, steps, scope);
  findingSteps(contents.findings, steps);
  const waiting = contents.claims.find(({ claim }) => !claim.active);
  if (waiting) await decidedSteps(waiting.ref, waiting.claim, steps, scope);
  else {
    steps.pass('unclaimed', 'One file says each of them');
    steps.pass('included', 'Nobody keeps them out');
  }
  steps.pass('visible', refs.length > mostRefs ? `${refs.length} entities` : refs.join(', '));
  return {
    target,
    found: refs.length > 0,
    summary: summaryOf(target, refs, steps),
    entityRefs: refs.slice(0, mostRefs),
    steps: steps.taken,
    ...(place.repository && placeOf({ sourceId: place.source.id, repository: place.repository.name })),
  };
}

/** A file says the entity, and yet it is not this file's that is shown. */
async function decidedSteps(ref: string, claim: Claim, steps: Steps, { records }: ExplainScope): Promise<void> {
  const excluded = (await records.exclusions('entity')).find((exclusion) => exclusion.key === ref);
  const place = { file: claim.path, line: claim.line, column: claim.column };
  if (!excluded) {
    const active = (await records.claims('entity', ref)).find((each) => each.active);
    steps.fail(
      'unclaimed',
      `${ref} belongs to ${active ? `${active.location}:${active.line}` : 'another file'}, which claimed it first or was chosen`,
      { ...place, code: 'entity-conflict', hint: 'Rename one of the two, or choose this file under Findings.' },
    );
    return;
  }
  steps.pass('unclaimed', 'One file says it');
  steps.fail(
    'included',
    `${excluded.by} keeps ${ref} out since ${excluded.at}${excluded.reason ? `: ${excluded.reason}` : ''}`,
    { ...place, at: excluded.at, code: 'entity-excluded', hint: 'Remove the exclusion under Findings to let it in.' },
  );
}

function summaryOf(target: string, refs: string[], { failed }: Steps): string {
  const some = refs.length === 1 ? humanizeEntityRef(refs[0]!) : `${refs.length} entities`;
  if (!failed) return `${target} is in the catalog: ${some}.`;
  const place =
    failed.file === undefined ? '' : ` (${failed.file}${failed.line === undefined ? '' : `:${failed.line}`})`;
  return refs.length
    ? `${target} is in the catalog with ${some}, but not all of it: ${failed.detail}${place}.`
    : `${target} is not in the catalog: ${failed.detail}${place}.`;
}

async function nothing(
  target: string,
  meant: Understanding,
  { index }: Catalog,
  { sources }: ExplainScope,
): Promise<Explanation> {
  const steps = new Steps();
  const repositories = await repositoriesOf(sources);
  let suggestions: string[] = [];
  if (meant.url !== undefined || meant.path !== undefined) {
    steps.pass('understood', meant.detail);
    suggestions = likelyRepositories(meant.repository ?? meant.path ?? '', repositories);
    steps.fail('source', `No source covers ${meant.url ?? meant.path}`, {
      hint: suggestions.length
        ? `Did you mean ${suggestions.join(' or ')}?`
        : `Add ${meant.url === undefined ? 'its folder' : 'it'} as a source under Sources, or in the configuration.`,
    });
  } else {
    suggestions = likelyNames(meant.name ?? target, index, repositories);
    steps.fail('understood', `Neither an entity nor a repository is named ${meant.ref ?? target}`, {
      hint: suggestions.length
        ? `Did you mean ${suggestions.join(' or ')}?`
        : 'Paste the URL of the repository, or the path of its folder.',
    });
  }
  return {
    target,
    found: false,
    summary: summaryOf(target, [], steps),
    entityRefs: [],
    steps: steps.taken,
    suggestions,
  };
}

/** Every repository that a source has, and under which names and addresses it goes. */
async function repositoriesOf(sources: ExplainScope['sources']): Promise<{ name: string; keys: string[] }[]> {
  const all = await sources.list();
  const each = await Promise.all(all.map(({ id }) => sources.repositories(id)));
  return each
    .flat()
    .map(({ name, url }) => ({ name, keys: [name, ...(url === undefined ? [] : [repositoryKey(url)])] }));
}

/** Names that are nearly the same, or else hold what was typed; of a repository with a path, those of the repository. */
function likelyNames(typed: string, index: Catalog['index'], repositories: readonly { name: string }[]): string[] {
  const parts = typed.split('/');
  const names = [...index.facet('metadata.name').map(({ value }) => value), ...repositories.map(({ name }) => name)];
  const close = parts
    .map((_, place) => nearest(parts.slice(0, parts.length - place).join('/'), names))
    .find((one) => one.length);
  if (close) return close;
  const part = typed.toLowerCase();
  return [...new Set(names)].filter((name) => name.toLowerCase().includes(part)).slice(0, mostPlaces);
}

/** Repositories with nearly this address or path. */
function likelyRepositories(typed: string, repositories: readonly { name: string; keys: string[] }[]): string[] {
  const last = typed.split('/').at(-1) ?? typed;
  const near = new Set([
    ...nearest(
      typed,
      repositories.flatMap(({ keys }) => keys),
    ),
    ...nearest(
      last,
      repositories.map(({ name }) => name),
    ),
  ]);
  return repositories
    .filter(({ keys }) => keys.some((key) => near.has(key)))
    .map(({ name }) => name)
    .slice(0, 3);
}

function placeOf({ sourceId, repository }: { sourceId: string; repository: string }): Pick<Explanation, 'place'> {
  return { place: { sourceId, repository } };
}

function otherFiles(claims: readonly Claim[], counting: Claim): string {
  return (
    claims
      .filter((claim) => claim !== counting)
      .map((claim) => `${claim.location}:${claim.line}`)
      .join(' and ') + (claims.length > 2 ? ' claim it' : ' claims it')
  );
}
