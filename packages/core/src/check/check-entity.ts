import type { Entity, JsonObject } from '../entity.ts';
import type { CatalogModel } from '../model.ts';
import type { Problem } from '../problem.ts';

/** What became of one document. */
export interface EntityCheck {
  /** In the form that is stored; absent when there is a problem of level error. */
  entity?: Entity;
  problems: Problem[];
}

/** See `CatalogModel.checkEntity`. */
export function checkEntity(value: JsonObject, model: CatalogModel): EntityCheck {
  void model;
  return { entity: value as unknown as Entity, problems: [] };
}
