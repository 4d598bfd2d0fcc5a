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
