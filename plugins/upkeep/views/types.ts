import type { Entity } from '@callboard/plugin/web';

/** What an entity has and lacks, as `GET /entities/…` answers. */
export interface EntityUpkeep {
  entityRef: string;
  completeness: { score: number; fields: FieldState[] };
  features: Feature[];
  links: CheckedLink[];
  changedAt: string;
  changedBy?: string;
  confirmation?: { by: string; at: string };
  isStale: boolean;
  staleAfterDays: number;
  canPropose: boolean;
}

export interface FieldState {
  id: string;
  label: string;
  why: string;
  isThere: boolean;
  missing?: { path: string[]; yaml: string };
}

export interface Feature {
  plugin: string;
  feature: string;
  annotation: string;
  description: string;
  value?: string;
  yaml: string;
}

export interface CheckedLink {
  url: string;
  state: 'ok' | 'dead' | 'unreachable' | 'refused';
  status: number | null;
  detail: string | null;
  since: string;
}

export interface FieldEdit {
  path: string[];
  value?: unknown;
}

export interface EditedFile {
  path: string;
  after: string;
  patch: string;
  canPropose: boolean;
  /** A branch was pushed to where the repository is kept; else it is in a folder. */
  isPushed: boolean;
  repositoryUrl?: string;
}

export type ListName = 'incomplete' | 'stale' | 'owners' | 'links' | 'repositories';

export interface Report {
  items: ReportRow[];
  total: number;
  counts: Record<ListName, number>;
}

export interface ReportRow {
  entity?: { ref: string; title: string; kind: string; type?: string; owners: string[] };
  score?: number;
  missing?: string[];
  confirmedAt?: string;
  missingOwner?: string;
  owned?: number;
  link?: CheckedLink;
  title?: string;
  repository?: { sourceId: string; source: string; name: string; url?: string };
}

/** What giving things to another owner means for files, as the routes under `/reassign` answer. */
export interface Reassignment {
  files: {
    repository: string;
    path: string;
    patch: string;
    canPropose: boolean;
    made?: { branch: string; commit: string };
    error?: string;
  }[];
  refused: { entityRef: string; message: string }[];
}

/** Path of the plugin's routes about an entity. */
export function upkeepPath(entity: Pick<Entity, 'kind' | 'metadata'>): string {
  const { namespace = 'default', name } = entity.metadata;
  return `/api/upkeep/entities/${[namespace, entity.kind, name].map((part) => encodeURIComponent(part.toLowerCase())).join('/')}`;
}
