import type { Entity, JsonObject } from '../entity.ts';
import type { CatalogModel } from '../model.ts';
import type { Problem } from '../problem.ts';
import { checkEnvelope } from './envelope.ts';
import { checkFieldNames } from './field-names.ts';
import { checkFormats } from './formats.ts';
import { checkKeys } from './keys.ts';
import { checkKind } from './kind.ts';
import { type Moves, normaliseEntity } from './normalise.ts';
import { checkReferences } from './references.ts';

/** More problems than anyone reads of one document. */
const mostProblems = 50;

/** What became of one document. */
export interface EntityCheck {
  /** In the form that is stored; absent when there is a problem of level error. */
  entity?: Entity;
  /** Errors first, at most 50; their pointers mean the document as it was given. */
  problems: Problem[];
  /** Lists that the stored form has in another order than the document; see `Moves`. */
  moves: Moves;
}

/** See `CatalogModel.checkEntity`. */
export function checkEntity(value: JsonObject, model: CatalogModel, unread: readonly string[] = []): EntityCheck {
  const keys = checkKeys(value);
  if (keys.some((each) => each.code === 'nested-too-deep')) return { problems: keys, moves: new Map() };
  const problems = [...keys, ...otherProblems(value, model)].filter(
    ({ pointer }) => !unread.some((each) => pointer === each || pointer.startsWith(`${each}/`)),
  );
  const errors = problems.filter((each) => each.level === 'error');
  const worst = [...errors, ...problems.filter((each) => each.level !== 'error')].slice(0, mostProblems);
  if (errors.length > 0) return { problems: worst, moves: new Map() };
  const { entity, moves } = normaliseEntity(value, model.kind(String(value.kind)));
  return { entity, problems: worst, moves };
}

function otherProblems(value: JsonObject, model: CatalogModel): Problem[] {
  return [
    ...checkEnvelope(value),
    ...checkFormats(value, model.validators),
    ...checkKind(value, model),
    ...(isReadable(value) ? checkReferences(value, model) : []),
    ...checkFieldNames(value, model),
  ];
}

function isReadable(value: JsonObject): value is JsonObject & Pick<Entity, 'kind' | 'metadata' | 'spec'> {
  return (
    typeof value.kind === 'string' && isObject(value.metadata) && (value.spec === undefined || isObject(value.spec))
  );
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
