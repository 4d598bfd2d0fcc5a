/** Comparing what a repository says now with what is stored: the writes that are due, and no others. */
import { createHash } from 'node:crypto';
import type { Finding } from '@callboard/core';
import type { RecordDraft, RecordState } from '@callboard/plugin/server';
import type { FileReading, RepositoryReading, StoredFile } from './reading.ts';

export interface StoredClaim {
  id: number;
  type: string;
  key: string;
  fileId: number;
  document: number;
  line: number;
  column: number;
  positions: string;
  hash: string;
  state: string;
}

export interface ClaimWrite {
  type: string;
  key: string;
  path: string;
  document: number;
  line: number;
  column: number;
  positions: string;
  hash: string;
  /** JSON of the body. */
  text: string;
  state: string;
  /** The stored claim that this replaces; absent: a new one. */
  replaces?: StoredClaim;
}

export interface RepositoryPlan {
  /** Files whose row is new or different. */
  files: FileReading[];
  /** Files that nothing reaches any more. */
  gone: StoredFile[];
  writes: ClaimWrite[];
  /** Claims that no file makes any more. */
  removals: StoredClaim[];
  /** Claims whose state alone changes. */
  states: { claim: StoredClaim; state: string }[];
  renames: { type: string; from: string; to: string }[];
  /** All findings of the files in `files`, and of the repository (`path` null). */
  findings: { path: string | null; findings: Finding[] }[];
}

/** Whether carrying out the plan would write anything. */
export function isEmpty(plan: RepositoryPlan): boolean {
  return !plan.files.length && !plan.gone.length && !plan.writes.length && !plan.removals.length && !plan.states.length;
}

export function planRepository(reading: RepositoryReading, storedFiles: StoredFile[], claims: StoredClaim[], now: string): RepositoryPlan {
  const plan: RepositoryPlan = { files: [], gone: [], writes: [], removals: [], states: [], renames: [], findings: [{ path: null, findings: reading.findings }] };
  const byFile = Map.groupBy(claims, (claim) => claim.fileId);
  const reached = new Set(reading.files.map((file) => `${file.harvester}\n${file.path}`));
  const vanished: StoredClaim[] = [];
  const fresh: ClaimWrite[] = [];

  for (const file of reading.files) {
    if (!file.result) continue;
    plan.files.push(file);
    plan.findings.push({ path: file.path, findings: file.result.findings });
    const before = new Map((file.stored ? (byFile.get(file.stored.id) ?? []) : []).map((claim) => [claim.key, claim]));
    const drafted = new Set<string>();
    for (const draft of file.result.records) {
      // A second document with the same name in one file is a finding of the harvester; the first one counts.
      if (drafted.has(draft.key)) continue;
      drafted.add(draft.key);
      const stored = before.get(draft.key);
      const write = toWrite(file, draft, stored);
      if (!stored) fresh.push(write);
      else if (differs(stored, write)) plan.writes.push(write);
    }
    for (const claim of before.values()) {
      if (drafted.has(claim.key)) continue;
      const reason = file.result.failed.find((failed) => failed.key === claim.key) ?? file.result.failed.find((failed) => failed.key === undefined);
      if (!reason) vanished.push(claim);
      else markStale(plan, claim, reason.finding, now);
    }
  }
  for (const stored of storedFiles) {
    if (reached.has(`${stored.harvester}\n${stored.path}`)) continue;
    plan.gone.push(stored);
    vanished.push(...(byFile.get(stored.id) ?? []));
  }
  settleMoves(plan, vanished, fresh);
  return plan;
}

function toWrite(file: FileReading, draft: RecordDraft, stored: StoredClaim | undefined): ClaimWrite {
  const text = JSON.stringify(draft.body);
  return {
    type: file.harvester,
    key: draft.key,
    path: file.path,
    document: draft.document,
    line: draft.position.line,
    column: draft.position.column,
    positions: JSON.stringify(draft.positions ?? {}),
    hash: createHash('sha256').update(text).digest('hex'),
    text,
    state: '{}',
    ...(stored ? { replaces: stored } : {}),
  };
}

function differs(stored: StoredClaim, write: ClaimWrite): boolean {
  return (
    stored.hash !== write.hash ||
    stored.state !== write.state ||
    stored.line !== write.line ||
    stored.column !== write.column ||
    stored.document !== write.document ||
    stored.positions !== write.positions
  );
}

function markStale(plan: RepositoryPlan, claim: StoredClaim, finding: Finding, now: string): void {
  const state = JSON.parse(claim.state) as RecordState;
  const { stale } = state;
  const next = { since: stale?.since ?? now, code: finding.code, message: finding.message, file: finding.file, line: finding.line };
  const text = JSON.stringify({ ...state, stale: next });
  if (text !== claim.state) plan.states.push({ claim, state: text });
}

/** What vanished in one place and appeared in another moved; what vanished while its like appeared in the same file was renamed. */
function settleMoves(plan: RepositoryPlan, vanished: StoredClaim[], fresh: ClaimWrite[]): void {
  const lost = new Map(vanished.map((claim) => [`${claim.type}\n${claim.key}`, claim]));
  const appeared: ClaimWrite[] = [];
  for (const write of fresh) {
    const moved = lost.get(`${write.type}\n${write.key}`);
    if (moved) lost.delete(`${write.type}\n${write.key}`);
    if (moved) plan.writes.push({ ...write, replaces: moved });
    else appeared.push(write);
  }
  const fileIds = new Map(plan.files.flatMap((file) => (file.stored ? [[file.path, file.stored.id] as const] : [])));
  for (const write of appeared) {
    const likes = [...lost.values()].filter((claim) => claim.fileId === fileIds.get(write.path) && kindOf(claim.key) === kindOf(write.key));
    const renamed = likes.length === 1 ? likes[0] : likes.find((claim) => claim.document === write.document);
    if (renamed) {
      lost.delete(`${renamed.type}\n${renamed.key}`);
      plan.renames.push({ type: write.type, from: renamed.key, to: write.key });
      plan.writes.push({ ...write, replaces: renamed });
    } else plan.writes.push(write);
  }
  plan.removals.push(...lost.values());
}

function kindOf(key: string): string {
  return key.slice(0, key.indexOf(':'));
}
