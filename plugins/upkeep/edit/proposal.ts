/** From a form to a change of the file: the text before and after, as a patch, and as a branch where the source takes those. */
import { CallboardError, type Entity, type ProposedCommit } from '@callboard/plugin/server';
import type { FieldEdit } from './edit-yaml.ts';
import { activeClaim, editedText, patchOf, placeOf, type FilePlace, type Reading } from './file.ts';

export interface EditedFile extends FilePlace {
  before: string;
  after: string;
  /** In the format that `git apply` takes; empty when nothing changes. */
  patch: string;
}

/** Fields that people may change in a form; all others are changed in the file. */
const editable = [
  /^metadata\.(title|description|tags|links|labels(\..+)?|annotations(\..+)?)$/,
  /^spec\.(owner|lifecycle|type|system|domain|parent|subcomponentOf|profile\.\w+|members|dependsOn|providesApis|consumesApis)$/,
];

/** What the file says of the entity now, sound or not. @throws {CallboardError} `not-found`, `input-invalid` */
export async function describedIn(entityRef: string, { records, sources }: Reading): Promise<Entity> {
  const claim = await activeClaim(entityRef, records);
  const text = await sources.readFile(claim.sourceId, claim.repository, claim.path);
  let described: Entity | undefined;
  editedText(text, { path: claim.path, entityRef }, (entity) => {
    described = entity;
    return [];
  });
  return described!;
}

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
  const after = editedText(before, { path: claim.path, entityRef }, () => edits);
  return { ...(await placeOf(claim, sources)), before, after, patch: patchOf(claim.path, before, after) };
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
