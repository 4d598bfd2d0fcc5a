/** What a harvest of a previewed source would find between entities, and at the very place that was named. */
import {
  findingCode,
  resolveReference,
  type CatalogModel,
  type Entity,
  type Finding,
  type Position,
} from '@callboard/core';
import { LOCATION_PATH } from '../sources/generated-location.ts';

export interface PreviewedDraft {
  key: string;
  entity: Entity;
  /** Path in its repository. */
  path: string;
  document: number;
  position: Position;
  positions: Record<string, Position>;
}

interface Reference {
  draft: PreviewedDraft;
  pointer: string;
  field: string;
  target: string;
}

/** Every reference of the entities, with what it leads to. */
export function referencesOf(drafts: readonly PreviewedDraft[], model: CatalogModel): Reference[] {
  return drafts.flatMap((draft) =>
    model.references(draft.entity).flatMap(({ pointer, text, field }) => {
      const target = resolveReference(draft.entity, field, text);
      return target === undefined ? [] : [{ draft, pointer, field: field.path, target }];
    }),
  );
}

/** A finding for each reference to what neither the catalog nor the preview has. */
export function danglingFindings(references: readonly Reference[], isThere: (ref: string) => boolean): Finding[] {
  const code = 'reference-dangling';
  const { level, hint } = findingCode(code);
  return references
    .filter(({ target }) => !isThere(target))
    .map(({ draft: { key, path, document, position, positions }, pointer, field, target }) => {
      const { line, column } = positions[pointer] ?? position;
      const message = `${field} refers to ${target}, which does not exist`;
      return { file: path, document, line, column, level, code, message, hint, entityRef: key };
    });
}

/** Whoever names one file has not written the Location that stands for it: what is wrong there is wrong with the name, and said once. */
export function atTarget(findings: readonly Finding[], target: string): Finding[] {
  const said = new Set(findings.filter(({ file }) => file !== LOCATION_PATH).map(saying));
  return findings.flatMap((finding) => {
    if (finding.file !== LOCATION_PATH) return [finding];
    if (said.has(saying(finding))) return [];
    const { entityRef: _ref, document: _document, ...rest } = finding;
    return [{ ...rest, file: target, line: 1, column: 1 }];
  });
}

function saying({ code, message }: Finding): string {
  return `${code} ${message}`;
}
