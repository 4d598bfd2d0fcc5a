import type { JsonObject } from '@callboard/core';

/** What is found of one record. */
export interface SearchDocument {
  /** Last part of its identity; one record may yield several documents (the pages of a docs site). Empty where it yields one. */
  id: string;
  title: string;
  /** Other names that people know it by, exactly as they would type them: the technical name, an acronym, an address. */
  names?: string[];
  /** Prose: a description, the text of a page. Plain text. */
  text: string;
  tags?: string[];
  /** Where people go from here: a runbook, a dashboard, the chat. Shown with the result. */
  links?: { title: string; url: string }[];
  /** From -1 to 1, nothing is 0: of two that match equally well, the heavier comes first. */
  weight?: number;
  /** Path of the page that shows it. */
  location: string;
  /** Ref of the entity that it is or belongs to, for rights, owner and contacts. */
  entityRef?: string;
  /** What results can be filtered by, such as `kind`, `type`, `owner`, `lifecycle`. */
  fields: Record<string, string | string[]>;
}

/** Makes the records of one type findable. A pure function: the same record gives the same documents. */
export interface SearchType {
  /** To be raised when the same record gives other documents than before. */
  version: number;
  documents(record: { key: string; body: JsonObject }): SearchDocument[];
}

/** Declares what is found of a type of records; the module that a manifest names has it as its default export. */
export function defineSearchType(type: SearchType): SearchType {
  return type;
}
