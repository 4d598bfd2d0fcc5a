import { checkEntity, type EntityCheck } from './check/check-entity.ts';
import type { Entity, JsonObject } from './entity.ts';
import { defaultValidators, type Validators } from './format.ts';
import { type KindDefinition, type RelationField, usualRelations } from './kind-definition.ts';
import { builtInKinds } from './kinds/index.ts';
import { type Edge, edgesOf, type ReferenceValue, referenceValues } from './relations.ts';

export interface ModelOptions {
  /** Further kinds; one with the name of a built-in kind takes its place. */
  kinds?: KindDefinition[];
  /** Format rules that take the place of the default ones. */
  validators?: Partial<Validators>;
}

/** All that a portal knows about the form of entities. */
export interface CatalogModel {
  /** Built-in kinds first, then those of the deployment. */
  readonly kinds: readonly KindDefinition[];
  readonly validators: Validators;
  /** The definition of a kind, in whatever case it is written; `undefined` for a kind that nobody has described. */
  kind(name: string): KindDefinition | undefined;
  /** The relations that an entity's own fields make; see `edgesOf`. */
  edges(entity: Pick<Entity, 'kind' | 'metadata' | 'spec'>): Edge[];
  /** Every string in the entity's relation fields, with its JSON pointer. */
  references(entity: Pick<Entity, 'kind' | 'metadata' | 'spec'>): ReferenceValue[];
  /**
   * Checks one document and brings it into the form that is stored. Finds all problems, not just the first.
   * `unread`: JSON pointers of values that could not be had and are not judged.
   */
  checkEntity(value: JsonObject, unread?: readonly string[]): EntityCheck;
}

/** The model of a portal: built-in kinds, and what its configuration adds. */
export function createModel(options: ModelOptions = {}): CatalogModel {
  const definitions = new Map<string, KindDefinition>();
  for (const definition of [...builtInKinds, ...(options.kinds ?? [])])
    definitions.set(definition.kind.toLowerCase(), definition);
  const fieldsOf = (kind: string): RelationField[] => definitions.get(kind.toLowerCase())?.relations ?? usualRelations;
  const model: CatalogModel = {
    kinds: [...definitions.values()],
    validators: { ...defaultValidators, ...options.validators },
    kind: (name) => definitions.get(name.toLowerCase()),
    edges: (entity) => edgesOf(entity, fieldsOf(entity.kind)),
    references: (entity) => referenceValues(entity, fieldsOf(entity.kind)),
    checkEntity: (value, unread) => checkEntity(value, model, unread),
  };
  return model;
}
