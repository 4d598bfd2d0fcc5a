/** Facts of entities, as they are said and as they are known. */
import type { FactValue } from './declared/fact.ts';

export type { FactValue };

/** What a fact of the manifest is for an entity. */
export interface FactDraft {
  /** Id of `contributes.facts`. */
  fact: string;
  entityRef: string;
  /** Of the type that the manifest says; `null`: there is none any more; absent: it could not be had, for the reason in `failed`. */
  value?: FactValue | null;
  /** Why it could not be had; the last value stays. */
  failed?: string;
  /** ISO 8601; now unless told. */
  at?: string;
}

/** A fact of an entity, as it is now. */
export interface StoredFact {
  /** `<plugin>/<id>`. */
  fact: string;
  entityRef: string;
  value: FactValue;
  /** ISO 8601: since when it is so. */
  since: string;
  /** ISO 8601: when that was seen last. */
  seenAt: string;
  /** Why it could not be read since then. */
  error?: string;
}

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
