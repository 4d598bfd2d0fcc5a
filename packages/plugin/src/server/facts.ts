import type { FactDraft, StoredFact } from '@callboard/core';

/** Named values of entities, kept with their history. */
export interface Facts {
  /**
   * Says what facts of this plugin are. What did not change costs next to nothing.
   * @throws {CallboardError} `input-invalid` for a fact that the manifest does not declare and a value that is not of its type; nothing is recorded then
   */
  record(facts: readonly FactDraft[]): Promise<void>;
  /** Facts of any plugin: of an entity, or one of all entities. @param query `fact` is `<plugin>/<id>` */
  list(query: { entityRef?: string; fact?: string; limit?: number; offset?: number }): Promise<StoredFact[]>;
}
