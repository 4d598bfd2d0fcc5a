/** What a source would bring in, short enough to be looked at. */
import type { Finding, JsonObject } from '@callboard/core';
import type { Preview, PreviewedRecord } from '@callboard/plugin/server';

export interface PreviewSummary {
  /** What is new, what would only be read once more, and what another file claims already. */
  counts: { entities: number; new: number; same: number; conflicts: number; findings: number };
  entities: PreviewedEntity[];
  findings: Finding[];
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
  existing?: PreviewedRecord['existing'];
}

/** Rows of one answer. */
const MOST = 1000;

/** Conflicts come first. The entity that stands for a registered file itself is left out: nobody wrote it. */
export function summaryOf({ records, findings }: Preview): PreviewSummary {
  const entities = records.filter(({ type, unwritten }) => type === 'entity' && !unwritten).map(toEntity);
  const conflicts = entities.filter(({ existing }) => existing && !existing.sameFile);
  const same = entities.filter(({ existing }) => existing?.sameFile).length;
  const others = entities.filter(({ existing }) => !existing || existing.sameFile);
  return {
    counts: {
      entities: entities.length,
      new: entities.length - conflicts.length - same,
      same,
      conflicts: conflicts.length,
      findings: findings.length,
    },
    entities: [...conflicts, ...others].slice(0, MOST),
    findings: findings.slice(0, MOST),
  };
}

function toEntity({ key, body, location, line, existing }: PreviewedRecord): PreviewedEntity {
  const { kind, metadata, spec } = JSON.parse(body) as Record<string, JsonObject | string | undefined>;
  const { name, title } = (metadata ?? {}) as JsonObject;
  const { type, owner } = (spec ?? {}) as JsonObject;
  return {
    entityRef: key,
    kind: String(kind),
    name: String(name),
    ...(typeof title === 'string' && { title }),
    ...(typeof type === 'string' && { type }),
    ...(typeof owner === 'string' && { owner }),
    location,
    line,
    ...(existing && { existing }),
  };
}
