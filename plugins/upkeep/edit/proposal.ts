/** From a form to a change of the file: the text before and after, as a patch, and as a branch where the source takes those. */
import {
  CallboardError,
  entityRefOf,
  type Claim,
  type Entity,
  type PluginScope,
  type ProposedCommit,
} from '@callboard/plugin/server';
import { createTwoFilesPatch } from 'diff';
import { editYaml, findDocument, type FieldEdit } from './edit-yaml.ts';

export interface EditedFile {
  path: string;
  repository: string;
  before: string;
  after: string;
  /** In the format that `git apply` takes; empty when nothing changes. */
  patch: string;
  /** Whether it can become a branch from here. */
  canPropose: boolean;
}

type Reading = Pick<PluginScope, 'records' | 'sources'>;

/** Fields that people may change in a form; all others are changed in the file. */
const editable = [
  /^metadata\.(title|description|tags|links|labels(\..+)?|annotations(\..+)?)$/,
  /^spec\.(owner|lifecycle|type|system|domain|parent|subcomponentOf|profile\.\w+|members|dependsOn|providesApis|consumesApis)$/,
];

/** @throws {CallboardError} `not-found`, `input-invalid` */
export async function editFile(
  entityRef: string,
  edits: readonly FieldEdit[],
  { records, sources }: Reading,
): Promise<EditedFile> {
  for (const { path } of edits)
    if (!editable.some((pattern) => pattern.test(path.join('.'))))
      throw new CallboardError('input-invalid', `${path.join('.')} cannot be changed here: change it in the file`);
  const claim = await activeClaim(entityRef, records);
  const before = await sources.readFile(claim.sourceId, claim.repository, claim.path);
  const after = edited(before, claim, entityRef, edits);
  return {
    path: claim.path,
    repository: claim.repository,
    before,
    after,
    patch:
      before === after
        ? ''
        : createTwoFilesPatch(`a/${claim.path}`, `b/${claim.path}`, before, after, undefined, undefined, {
            context: 3,
          }),
    canPropose: sources.takesProposals(claim.sourceId),
  };
}

export interface ProposalOrder {
  edits: readonly FieldEdit[];
  /** First line of the commit. */
  title: string;
  branch: string;
  author: { name: string; email?: string };
}

/** Makes the branch. @throws {CallboardError} */
export async function proposeEdit(
  entityRef: string,
  { edits, title, branch, author }: ProposalOrder,
  scope: Reading,
): Promise<ProposedCommit> {
  const { before, after } = await editFile(entityRef, edits, scope);
  if (before === after) throw new CallboardError('input-invalid', 'The file says that already: nothing would change');
  const claim = await activeClaim(entityRef, scope.records);
  const message = `${title}\n\nProposed in the portal for ${entityRef}.`;
  return scope.sources.propose(claim.sourceId, claim.repository, {
    path: claim.path,
    before,
    after,
    branch,
    message,
    author,
  });
}

/** Where the entity is declared. @throws {CallboardError} `not-found` */
async function activeClaim(entityRef: string, records: PluginScope['records']): Promise<Claim> {
  const claim = (await records.claims('entity', entityRef)).find(({ active }) => active);
  if (!claim) throw new CallboardError('not-found', `Entity ${entityRef} is not in the catalog`);
  return claim;
}

function edited(text: string, claim: Claim, entityRef: string, edits: readonly FieldEdit[]): string {
  try {
    const index = findDocument(text, (value) => isEntity(value, entityRef));
    if (index === -1) throw new Error(`${entityRef} does not stand in it any more`);
    return editYaml(text, index, edits);
  } catch (error) {
    throw new CallboardError('input-invalid', `${claim.path}: ${(error as Error).message}`, { cause: error });
  }
}

function isEntity(value: unknown, entityRef: string): boolean {
  const { kind, metadata } = (value ?? {}) as Partial<Entity>;
  if (typeof kind !== 'string' || typeof metadata?.name !== 'string') return false;
  return entityRefOf({ kind, metadata } as Entity).toLowerCase() === entityRef;
}

/** A name for a branch that says what it is for, and that nobody else has. */
export function branchName(entityRef: string, words: string, now: Date): string {
  const name = entityRef
    .slice(entityRef.indexOf('/') + 1)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40);
  const stamp = now.toISOString().replace(/\D/g, '').slice(0, 14);
  return `callboard/${[words, name].filter(Boolean).join('-')}-${stamp}`;
}
