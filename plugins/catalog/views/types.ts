import type { Entity, Level } from '@callboard/plugin/web';

export interface EntityPage {
  items: Entity[];
  totalItems: number;
}

export interface FacetAnswer {
  facets: Record<string, FacetValue[]>;
}

export interface FacetValue {
  value: string;
  count: number;
  /** What people call the entity that the value refers to. */
  title?: string;
}

export interface FindingItem {
  file: string;
  location: string;
  viewUrl?: string;
  document?: number | null;
  line: number;
  column: number;
  level: Level;
  code: string;
  message: string;
  hint: string;
  entityRef?: string;
  ownerRef?: string;
  since?: string;
  sourceId?: string;
  repository?: string;
  settled?: Settlement;
  /** The field of the descriptor that it is about, where it can be changed. */
  field?: string;
}

export interface FindingPage {
  items: FindingItem[];
  total: number;
  counts: Record<Level, number>;
  groups?: FindingGroupItem[];
}

export interface FindingGroupItem {
  value: string | null;
  counts: Record<Level, number>;
}

export interface ExcerptItem {
  text: string;
  firstLine: number;
  line: number;
}

/** An entity that would be gone when a removal is confirmed. */
export interface RemovalItem {
  entityRef: string;
  ownerRef?: string;
  file: string;
  line: number;
  repository: string;
  since: string;
  dependents: string[];
  dependentCount: number;
}

export interface RemovalPage {
  items: RemovalItem[];
  total: number;
  needed: number;
}

/** What a person should know about a record that is not what its file says now. */
export interface RecordStateItem {
  stale?: { since: string; code: string; message: string; file: string; line: number };
  held?: { since: string };
  orphan?: { since: string };
}

export interface ClaimItem {
  recordId: number;
  active: boolean;
  location: string;
  repository: string;
  path: string;
  line: number;
}

export interface Provenance {
  entityRef: string;
  source?: SourceItem;
  repository: string;
  path: string;
  location: string;
  viewUrl?: string;
  editUrl?: string;
  document: number;
  line: number;
  createdAt: string;
  changedAt: string;
  checkedAt?: string;
  state: RecordStateItem;
  raw?: string;
  claims: ClaimItem[];
  exclusion?: { by: string; reason: string; at: string };
  settled?: Settlement;
}

/** Who has chosen among files that claim a name, and when. */
export interface Settlement {
  by: string;
  at: string;
}

export interface SourceItem {
  id: string;
  type: 'folder' | 'git' | 'url' | 'file';
  target: string;
  origin: 'config' | 'user' | 'location' | 'derived' | 'undeclared';
  parent?: string;
  entityRef?: string;
  createdAt: string;
  createdBy?: string;
  state: 'new' | 'harvesting' | 'ok' | 'error' | 'held';
  error?: { code: string; message: string; hint: string; since?: string };
  lastStartedAt?: string;
  lastFinishedAt?: string;
  lastDurationMs?: number;
  nextAt?: string;
  lastGoodAt?: string;
  stalledSince?: string;
  progress?: { done: number; total: number };
  repositories: number;
  entities: number;
  findings: Record<Level, number>;
  held: number;
}

export interface RepositoryItem {
  id: number;
  name: string;
  url?: string;
  head?: string;
  entities: number;
  error?: string;
  held: number;
  changedAt?: string;
}

/** Who or what caused a change. */
export interface CauseItem {
  type: 'harvest' | 'user' | 'plugin';
  repository?: string;
  file?: string;
  line?: number;
  commit?: string;
  author?: string;
  message?: string;
  user?: string;
  plugin?: string;
  reason?: string;
}

export interface DiffItem {
  path: string;
  before?: unknown;
  after?: unknown;
}

export interface HistoryItem {
  seq: number;
  at: string;
  op: 'create' | 'update' | 'delete' | 'state';
  cause: CauseItem;
  diff: DiffItem[];
}

export interface ChangeItem extends Omit<HistoryItem, 'diff'> {
  key: string;
}

export interface Explanation {
  target: string;
  found: boolean;
  summary: string;
  entityRefs: string[];
  steps: ExplanationStep[];
  notReached: { step: string; title: string }[];
  suggestions?: string[];
  place?: { sourceId: string; repository: string };
}

export interface ExplanationStep {
  step: string;
  title: string;
  ok: boolean;
  at?: string;
  durationMs?: number;
  detail: string;
  file?: string;
  line?: number;
  column?: number;
  code?: string;
  hint?: string;
}

export interface Conflict {
  entityRef: string;
  claims: ClaimItem[];
  settled?: Settlement;
}

export interface Exclusion {
  entityRef: string;
  by: string;
  reason: string;
  at: string;
}

export interface PreviewedEntity {
  entityRef: string;
  kind: string;
  name: string;
  title?: string;
  type?: string;
  owner?: string;
  location: string;
  line: number;
  existing?: { location: string; line: number; sameFile: boolean };
}

export interface PreviewAnswer {
  counts: { entities: number; new: number; same: number; conflicts: number; findings: number };
  entities: PreviewedEntity[];
  findings: FindingItem[];
}

/** Whether a token would be used to read something, and what to configure if not. */
export interface AccessAnswer {
  by: 'token' | 'ssh' | 'open';
  host?: string;
  lines?: string;
  variable?: string;
}
