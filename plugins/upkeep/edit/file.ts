/** The file that declares an entity: where it is, what it says, and what it would say with other values. */
import { CallboardError, entityRefOf, type Claim, type Entity, type PluginScope } from '@callboard/plugin/server';
import { createTwoFilesPatch } from 'diff';
import { editYaml, findDocument, type FieldEdit } from './edit-yaml.ts';

export type Reading = Pick<PluginScope, 'records' | 'sources'>;

/** Where a file is kept, for whoever is to take a change there. */
export interface FilePlace {
  path: string;
  repository: string;
  /** Whether a change can become a branch from here. */
  canPropose: boolean;
  /** A branch in a repository elsewhere has been pushed when it is made; one in a folder has not. */
  isPushed: boolean;
  /** Address of the repository, as far as it is known. */
  repositoryUrl?: string;
}

/** Where the entity is declared. @throws {CallboardError} `not-found` */
export async function activeClaim(entityRef: string, records: PluginScope['records']): Promise<Claim> {
  const claim = (await records.claims('entity', entityRef)).find(({ active }) => active);
  if (!claim) throw new CallboardError('not-found', `Entity ${entityRef} is not in the catalog`);
  return claim;
}

export async function placeOf(
  { sourceId, repository, path }: Pick<Claim, 'sourceId' | 'repository' | 'path'>,
  sources: PluginScope['sources'],
): Promise<FilePlace> {
  const source = await sources.get(sourceId);
  const url = (await sources.repositories(sourceId)).find(({ name }) => name === repository)?.url;
  return {
    path,
    repository,
    canPropose: sources.takesProposals(sourceId),
    isPushed: source?.type === 'git',
    ...(url !== undefined && { repositoryUrl: url }),
  };
}

/**
 * The text with other values in the document of one entity.
 * @throws {CallboardError} `input-invalid`, in plain words
 */
export function editedText(
  text: string,
  { path, entityRef }: { path: string; entityRef: string },
  editsOf: (entity: Entity) => readonly FieldEdit[],
): string {
  try {
    let edits: readonly FieldEdit[] = [];
    const index = findDocument(text, (value) => {
      if (!isEntity(value, entityRef)) return false;
      edits = editsOf(value);
      return true;
    });
    if (index === -1) throw new Error(`${entityRef} does not stand in it any more`);
    return editYaml(text, index, edits);
  } catch (error) {
    throw new CallboardError('input-invalid', `${path}: ${(error as Error).message}`, { cause: error });
  }
}

/** In the format that `git apply` takes; empty when nothing changes. */
export function patchOf(path: string, before: string, after: string): string {
  if (before === after) return '';
  return createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, { context: 3 });
}

function isEntity(value: unknown, entityRef: string): value is Entity {
  const { kind, metadata } = (value ?? {}) as Partial<Entity>;
  if (typeof kind !== 'string' || typeof metadata?.name !== 'string') return false;
  return entityRefOf({ kind, metadata } as Entity).toLowerCase() === entityRef;
}
