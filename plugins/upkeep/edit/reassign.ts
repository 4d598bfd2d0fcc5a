/** Everything that names one owner is given to another, file by file. */
import {
  CallboardError,
  humanizeEntityRef,
  ownerField,
  resolveReference,
  type Claim,
  type Entity,
  type ProposedCommit,
} from '@callboard/plugin/server';
import { activeClaim, editedText, patchOf, placeOf, type FilePlace, type Reading } from './file.ts';
import { branchName } from './proposal.ts';

export interface Reassignment {
  from: string;
  to: string;
  entityRefs: readonly string[];
}

/** One file, with all entities in it that change hands. */
export interface ReassignedFile extends FilePlace {
  entityRefs: string[];
  patch: string;
  /** What became of it, where branches were asked for. */
  made?: ProposedCommit;
  error?: string;
}

export interface ReassignmentAnswer {
  files: ReassignedFile[];
  /** Those that cannot be changed from here, and why. */
  refused: { entityRef: string; message: string }[];
}

interface Draft {
  claim: Claim;
  before: string;
  after: string;
  entityRefs: string[];
}

/** What would change. */
export async function planReassignment(order: Reassignment, scope: Reading): Promise<ReassignmentAnswer> {
  const { drafts, refused } = await draftsOf(order, scope);
  return { files: await Promise.all(drafts.map((draft) => fileOf(draft, scope))), refused };
}

/** Makes a branch for every file whose source takes those. What fails with one is said with that one. */
export async function proposeReassignment(
  order: Reassignment & { author: string; now: Date },
  scope: Reading,
): Promise<ReassignmentAnswer> {
  const { drafts, refused } = await draftsOf(order, scope);
  const files: ReassignedFile[] = [];
  for (const draft of drafts) {
    const file = await fileOf(draft, scope);
    files.push(file.canPropose ? { ...file, ...(await propose(draft, order, scope)) } : file);
  }
  return { files, refused };
}

async function propose(
  { claim, before, after, entityRefs }: Draft,
  { to, author, now }: Reassignment & { author: string; now: Date },
  { sources }: Reading,
): Promise<Pick<ReassignedFile, 'made' | 'error'>> {
  const what = entityRefs.length === 1 ? entityRefs[0]! : `${entityRefs.length} entities`;
  try {
    const made = await sources.propose(claim.sourceId, claim.repository, {
      path: claim.path,
      before,
      after,
      branch: branchName(entityRefs[0]!, 'owner', now),
      message: `Give ${what} to ${to}\n\nProposed in the portal for ${entityRefs.join(', ')}.`,
      author: { name: author },
    });
    return { made };
  } catch (error) {
    if (!(error instanceof CallboardError)) throw error;
    return { error: error.message };
  }
}

async function draftsOf(order: Reassignment, scope: Reading) {
  const drafts = new Map<string, Draft>();
  const refused: ReassignmentAnswer['refused'] = [];
  for (const entityRef of new Set(order.entityRefs)) {
    try {
      const claim = await activeClaim(entityRef, scope.records);
      const place = [claim.sourceId, claim.repository, claim.path].join('\n');
      const draft = drafts.get(place) ?? (await openDraft(claim, scope));
      draft.after = withOwner(draft.after, claim.path, entityRef, order);
      draft.entityRefs.push(entityRef);
      drafts.set(place, draft);
    } catch (error) {
      if (!(error instanceof CallboardError)) throw error;
      refused.push({ entityRef, message: error.message });
    }
  }
  return { drafts: [...drafts.values()], refused };
}

async function openDraft(claim: Claim, { sources }: Reading): Promise<Draft> {
  const before = await sources.readFile(claim.sourceId, claim.repository, claim.path);
  return { claim, before, after: before, entityRefs: [] };
}

function withOwner(text: string, path: string, entityRef: string, { from, to }: Reassignment): string {
  return editedText(text, { path, entityRef }, (entity) => {
    const owner = entity.spec?.['owner'];
    if (typeof owner !== 'string' || resolveReference(entity, ownerField, owner) !== from)
      throw new Error(`${entityRef} does not name ${from} as its owner in spec.owner; change it by hand`);
    // How the file writes the old owner is how it gets the new one: in full or short.
    return [{ path: ['spec', 'owner'], value: owner.includes(':') ? to : shortOwner(entity, to) }];
  });
}

function shortOwner({ metadata }: Entity, to: string): string {
  return humanizeEntityRef(to, { defaultKind: 'Group', defaultNamespace: metadata.namespace ?? 'default' });
}

async function fileOf({ claim, before, after, entityRefs }: Draft, { sources }: Reading): Promise<ReassignedFile> {
  return { ...(await placeOf(claim, sources)), entityRefs, patch: patchOf(claim.path, before, after) };
}
