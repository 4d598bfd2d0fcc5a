/** What vanished in one place and appeared in another. */
import type { ClaimWrite, RepositoryPlan, StoredClaim } from './plan.ts';

/**
 * The same key in another file of the repository: it moved, and stays the same record. Another key of the same kind where the
 * vanished one stood in its file: it was renamed, and the old name leads to the new one. All else is new, or gone.
 */
export function settleMoves(plan: RepositoryPlan, vanished: StoredClaim[], fresh: ClaimWrite[]): void {
  const lost = new Set(vanished);
  const byKey = Map.groupBy(vanished, keyOf);
  const byPlace = new Map(vanished.map((claim) => [placeOf(claim.fileId, claim), claim]));
  const appeared: ClaimWrite[] = [];
  for (const write of fresh) {
    const moved = byKey.get(keyOf(write))?.shift();
    if (!moved) appeared.push(write);
    else {
      lost.delete(moved);
      plan.writes.push({ ...write, replaces: moved });
    }
  }
  for (const write of appeared) {
    const renamed = write.file.stored && byPlace.get(placeOf(write.file.stored.id, write));
    if (!renamed || !lost.delete(renamed)) plan.writes.push(write);
    else {
      plan.renames.push({ type: write.type, from: renamed.key, to: write.key });
      plan.writes.push({ ...write, replaces: renamed });
    }
  }
  plan.removals.push(...lost);
}

function keyOf({ type, key }: { type: string; key: string }): string {
  return `${type}\n${key}`;
}

function placeOf(fileId: number, { type, key, document }: { type: string; key: string; document: number }): string {
  const kind = key.slice(0, key.indexOf(':'));
  return `${fileId}\n${type}\n${kind}\n${document}`;
}
