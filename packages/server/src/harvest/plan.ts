/** Comparing what a repository says now with what is stored: the writes that are due, and no others. */
import { hash as digest } from 'node:crypto';
import type { Finding } from '@callboard/core';
import type { FailedDocument, RecordDraft, RecordState } from '@callboard/plugin/server';
import { settleMoves } from './moves.ts';
import type { FileReading, RepositoryReading, StoredFile } from './reading.ts';

export interface StoredClaim {
  id: number;
  type: string;
  key: string;
  fileId: number;
  /** Of its file, as it was. */
  path: string;
  document: number;
  line: number;
  column: number;
  positions: string;
  hash: string;
  state: string;
}

/** What is stored of one repository. */
export interface RepositoryState {
  files: StoredFile[];
  claims: StoredClaim[];
  /** Findings by file id, as comparable texts; those of the repository itself under `null`. */
  findings: Map<number | null, string[]>;
}

export interface ClaimWrite {
  type: string;
  key: string;
  file: FileReading;
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
  /** Files that are not there, but whose claims are kept: read again whatever they hold, when they are back. */
  forget: StoredFile[];
  writes: ClaimWrite[];
  /** Claims that no file makes any more. */
  removals: StoredClaim[];
  /** Claims whose state alone changes. */
  states: { claim: StoredClaim; state: string }[];
  renames: { type: string; from: string; to: string }[];
  /** Findings that differ from the stored ones, all of a file (`null`: of the repository) at once. */
  findings: { file: FileReading | null; findings: Finding[] }[];
}

/** Whether carrying out the plan would write anything. */
export function isEmpty(plan: RepositoryPlan): boolean {
  const { files, gone, forget, writes, removals, states, findings } = plan;
  return [files, gone, forget, writes, removals, states, findings].every((list) => list.length === 0);
}

export function planRepository(
  reading: Pick<RepositoryReading, 'files' | 'findings'>,
  stored: RepositoryState,
  now: string,
): RepositoryPlan {
  const plan: RepositoryPlan = {
    files: [],
    gone: [],
    forget: [],
    writes: [],
    removals: [],
    states: [],
    renames: [],
    findings: [],
  };
  const byFile = Map.groupBy(stored.claims, (claim) => claim.fileId);
  const vanished: StoredClaim[] = [];
  const fresh: ClaimWrite[] = [];
  if (differ(reading.findings, stored.findings.get(null)))
    plan.findings.push({ file: null, findings: reading.findings });
  for (const file of reading.files) {
    if (!file.result) continue;
    if (!file.stored || !sameRow(file, file.stored)) plan.files.push(file);
    if (differ(file.result.findings, file.stored && stored.findings.get(file.stored.id)))
      plan.findings.push({ file, findings: file.result.findings });
    const before = file.stored ? (byFile.get(file.stored.id) ?? []) : [];
    planFile(plan, file, before, { fresh, vanished, now });
  }
  const reached = new Set(reading.files.map((file) => `${file.harvester}\n${file.path}`));
  for (const file of stored.files) {
    if (reached.has(`${file.harvester}\n${file.path}`)) continue;
    plan.gone.push(file);
    vanished.push(...(byFile.get(file.id) ?? []));
  }
  settleMoves(plan, vanished, fresh);
  return plan;
}

interface Loose {
  fresh: ClaimWrite[];
  vanished: StoredClaim[];
  now: string;
}

function planFile(
  plan: RepositoryPlan,
  file: FileReading,
  before: StoredClaim[],
  { fresh, vanished, now }: Loose,
): void {
  const { records, failed } = file.result!;
  const drafts = new Map<string, RecordDraft>();
  // A second document with the same name in one file is a finding of the harvester; the first one counts.
  for (const draft of records) if (!drafts.has(draft.key)) drafts.set(draft.key, draft);
  const known = new Map(before.map((claim) => [claim.key, claim]));
  for (const draft of drafts.values()) {
    const claim = known.get(draft.key);
    const write = toWrite(file, draft, claim);
    if (!claim) fresh.push(write);
    else if (differs(claim, write)) plan.writes.push(write);
  }
  for (const claim of before) {
    if (drafts.has(claim.key)) continue;
    const reason = reasonToKeep(claim, failed, known);
    if (reason) markStale(plan, claim, reason.finding, now);
    else vanished.push(claim);
  }
}

/** The broken document that may be the one that made the claim. */
function reasonToKeep(
  claim: StoredClaim,
  failed: FailedDocument[],
  known: ReadonlyMap<string, StoredClaim>,
): FailedDocument | undefined {
  return (
    failed.find((document) => document.key === claim.key) ??
    // Broken while it was given another name.
    failed.find(
      (document) => document.key !== undefined && !known.has(document.key) && document.document === claim.document,
    ) ??
    failed.find((document) => document.key === undefined)
  );
}

function toWrite(file: FileReading, draft: RecordDraft, stored: StoredClaim | undefined): ClaimWrite {
  const text = JSON.stringify(draft.body);
  return {
    type: file.harvester,
    key: draft.key,
    file,
    document: draft.document,
    line: draft.position.line,
    column: draft.position.column,
    positions: JSON.stringify(draft.positions ?? {}),
    hash: digest('sha256', text),
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
  const since = state.stale?.since ?? now;
  const text = JSON.stringify({
    ...state,
    stale: { since, code: finding.code, message: finding.message, file: finding.file, line: finding.line },
  });
  if (text !== claim.state) plan.states.push({ claim, state: text });
}

function sameRow(file: FileReading, stored: StoredFile): boolean {
  return rowText(file) === rowText(stored);
}

function rowText({
  hash,
  deps,
  follow,
  sources,
  location: { ref, viewUrl, editUrl },
  canonical,
}: FileReading | StoredFile): string {
  return JSON.stringify([hash, deps, follow, sources, ref, viewUrl, editUrl, canonical]);
}

function differ(now: Finding[], stored: string[] = []): boolean {
  const texts = now.map(findingText).sort();
  return texts.length !== stored.length || texts.some((text, index) => text !== stored[index]);
}

/** All of a finding that is stored, for comparing. */
export function findingText(
  finding: Pick<Finding, 'file' | 'line' | 'column' | 'level' | 'code' | 'message' | 'hint'> & {
    document?: number | null;
    entityRef?: string | null;
  },
): string {
  const { file, document, line, column, level, code, message, hint, entityRef } = finding;
  return JSON.stringify([file, document ?? null, line, column, level, code, message, hint, entityRef ?? null]);
}
