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
}

export interface FindingPage {
  items: FindingItem[];
  total: number;
  counts: Record<Level, number>;
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
  origin: 'config' | 'user' | 'location' | 'derived';
  parent?: string;
  entityRef?: string;
  createdAt: string;
  createdBy?: string;
  state: 'new' | 'harvesting' | 'ok' | 'error' | 'held';
  error?: { code: string; message: string; hint: string };
  lastStartedAt?: string;
  lastFinishedAt?: string;
  lastDurationMs?: number;
  nextAt?: string;
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

export interface PreviewAnswer {
  entities: Entity[];
  findings: FindingItem[];
}
