/** The steps from a source to the entities of one repository or file. */
import type { Claim, PluginScope, SourceStatus, StoredFinding } from '@callboard/plugin/server';
import type { Catalog } from '../catalog.ts';
import { atTargets } from '../findings/registered.ts';
import type { Place } from './places.ts';
import { leavesOut, stageOf } from './stages.ts';
import type { Steps } from './steps.ts';

export type ExplainScope = Pick<PluginScope, 'records' | 'changes' | 'sources' | 'findings' | 'portal'>;

/** What a place holds. */
export interface Contents {
  /** Claims of its files to names, of those that are visible and of those that are not. */
  claims: { ref: string; claim: Claim }[];
  /** Findings that keep something out. */
  findings: StoredFinding[];
}

const namesLookedFor =
  'catalog-info.yaml, catalog-info.yml, and other YAML files that begin with an apiVersion of the catalog';
/** Names that people give the file by mistake. */
const nearMisses = [
  'catalog_info.yaml',
  'catalog-info.yaml.txt',
  'catalog-info.json',
  'cataloginfo.yaml',
  'catalog.yaml',
  'backstage.yaml',
  '.catalog-info.yaml',
  'catalog-info.yaml.yaml',
  'Catalog-Info.yaml',
];
const mostCandidates = 2000;
/** Of other files it is not even told whether they exist. */
const mayDescribe = /\.(ya?ml|json)$/i;

export function sourceSteps({ source }: Pick<Place, 'source'>, steps: Steps): void {
  steps.pass(
    'source',
    `The ${source.type} source ${source.target}${source.origin === 'derived' && source.parent ? `, named by ${source.parent}` : ''}`,
    { at: source.createdAt },
  );
  const facts = harvestFacts(source);
  if (source.error)
    steps.fail('harvest', source.error.message, { ...facts, code: source.error.code, hint: source.error.hint });
  else if (source.state === 'new')
    steps.fail('harvest', 'The source has not been read yet', {
      ...facts,
      hint: 'Wait for its first harvest, or start it now.',
    });
  else if (source.state === 'harvesting' && source.repositories === 0)
    steps.fail('harvest', 'The source is being read for the first time', { ...facts, hint: 'Wait until it is done.' });
  else
    steps.pass(
      'harvest',
      `${source.repositories} ${source.repositories === 1 ? 'repository' : 'repositories'} with ${source.entities} entities`,
      facts,
    );
}

function harvestFacts({ lastFinishedAt, lastDurationMs }: SourceStatus) {
  return {
    ...(lastFinishedAt !== undefined && { at: lastFinishedAt }),
    ...(lastDurationMs !== undefined && { durationMs: lastDurationMs }),
  };
}

/** What the repository (and in it the file, or the entity) holds. */
export async function contentsOf(
  { source, repository, path }: Place,
  catalog: Catalog,
  { records, findings }: ExplainScope,
): Promise<Contents> {
  const name = repository?.name ?? '';
  const isHere = (each: { sourceId: string; repository: string; path?: string; file?: string }) =>
    each.sourceId === source.id &&
    each.repository === name &&
    (path === undefined || isWithin(each.path ?? each.file ?? '', path));
  const near = catalog.index.search(undefined, {
    term: name.split('/').at(-1)!,
    fields: ['metadata.annotations.backstage.io/managed-by-location'],
  });
  const candidates = near.members
    .members()
    .slice(0, mostCandidates)
    .map((document) => catalog.index.ref(document));
  const claims = [...(await records.origins('entity', candidates))].map(([ref, claim]) => ({ ref, claim }));
  for (const [ref, several] of await records.conflicts('entity'))
    for (const claim of several) if (!claim.active) claims.push({ ref, claim });
  for (const { key } of await records.exclusions('entity'))
    for (const claim of await records.claims('entity', key)) claims.push({ ref: key, claim });
  const stored = atTargets(await findings.list({ sourceId: source.id }), [source]);
  return {
    claims: claims.filter(({ claim }) => isHere(claim)),
    findings: stored.filter((finding) => isHere(finding) && (finding.level === 'error' || leavesOut(finding.code))),
  };
}

/** The path itself, or below it when it is a folder. */
function isWithin(path: string, wanted: string): boolean {
  return path === wanted || path.startsWith(`${wanted}/`);
}

export async function repositorySteps(
  place: Place,
  contents: Contents,
  steps: Steps,
  scope: ExplainScope,
): Promise<void> {
  const { repository } = place;
  if (!repository) {
    steps.fail('repository', 'The source was read, and the repository was not in it', {
      hint: 'Check its name and place; a folder counts as a repository when it holds a descriptor or a .git folder.',
    });
    return;
  }
  if (repository.error !== undefined)
    steps.fail('repository', repository.error, { hint: 'It is tried again by itself.' });
  else
    steps.pass('repository', repository.name, repository.changedAt === undefined ? {} : { at: repository.changedAt });
  if (steps.failed) return;
  const files = [
    ...new Set([...contents.claims.map(({ claim }) => claim.path), ...contents.findings.map(({ file }) => file)]),
  ].sort();
  const stopping = contents.findings.find((finding) => stageOf(finding) === 'descriptor');
  if (stopping) failWith(stopping, steps);
  else if (files.length)
    steps.pass('descriptor', files.length > 5 ? `${files.length} files, such as ${files[0]}` : files.join(', '));
  else await missingDescriptor(place, steps, scope);
}

async function missingDescriptor(place: Place, steps: Steps, scope: ExplainScope): Promise<void> {
  const { repository, path } = place;
  const hint = `Add a ${scope.portal.entityFilename} to the repository.`;
  if (path !== undefined && mayDescribe.test(path) && (await exists(place, path, scope))) {
    steps.fail(
      'descriptor',
      `${path} is there, but it does not look like a descriptor: none of its documents begins with an apiVersion of the catalog`,
      { file: path, hint: `Name it ${scope.portal.entityFilename}, or correct its apiVersion.` },
    );
    return;
  }
  const folder = path === undefined || /\.\w+$/.test(path) ? '' : `${path}/`;
  for (const name of nearMisses) {
    if (!(await exists(place, `${folder}${name}`, scope))) continue;
    steps.fail('descriptor', `${repository!.name} has the file ${folder}${name}, which is not read under this name`, {
      file: `${folder}${name}`,
      hint: `Rename it to ${scope.portal.entityFilename}.`,
    });
    return;
  }
  const where = path === undefined ? repository!.name : `${repository!.name}/${path}`;
  steps.fail('descriptor', `${where} holds no descriptor file: ${namesLookedFor} were looked for`, { hint });
}

async function exists({ source, repository }: Place, path: string, { sources }: ExplainScope): Promise<boolean> {
  return sources.readFile(source.id, repository!.name, path).then(
    () => true,
    // Whatever keeps it from being read keeps it from being a descriptor.
    () => false,
  );
}

/** Takes the steps inside the file up to the finding that stops an entity. */
export function findingSteps(findings: readonly StoredFinding[], steps: Steps): void {
  for (const step of ['parsed', 'valid', 'allowed', 'unclaimed'] as const) {
    const stopping = findings.find((finding) => stageOf(finding) === step);
    if (stopping) failWith(stopping, steps);
    else if (step !== 'unclaimed') steps.pass(step, passed[step]);
  }
}

function failWith(finding: StoredFinding, steps: Steps): void {
  const { message, file, line, column, code, hint, since } = finding;
  steps.fail(stageOf(finding), message, { at: since, file, line, column, code, hint });
}

const passed = {
  parsed: 'The YAML could be read',
  valid: 'All fields are as they should be',
  allowed: 'Nothing forbids it',
};
