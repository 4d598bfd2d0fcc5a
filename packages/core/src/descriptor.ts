import type { Entity, Level } from './entity.ts';
import type { Finding, Position } from './finding.ts';
import type { CatalogModel } from './model.ts';

/** Bounds on what one file may ask of its reader. */
export interface DescriptorLimits {
  /** UTF-16 code units of the file. */
  size: number;
  documents: number;
  /** Levels of nesting in one document. */
  depth: number;
  /** Aliases in one document. */
  aliases: number;
  /** Values that all aliases of one document stand for together. */
  aliasValues: number;
}

/** What a placeholder's target holds; or why it was left unread although the entity counts all the same. */
export type PlaceholderContent = { path: string; text: string } | { unread: { code: string; level?: Level; message: string; hint?: string } };

/**
 * Reads the target of a placeholder (or of a reference in an API definition) as written in the file `from`; `path` in the answer names the
 * target in a form that can be `from` in turn. An error that it throws becomes a finding; its `code` (a finding code) and `hint` are used if it has them.
 */
export type PlaceholderReader = (target: string, from: string) => Promise<PlaceholderContent>;

export interface DescriptorOptions {
  /** Path of the file: for findings, and to resolve placeholders against. */
  file: string;
  model: CatalogModel;
  limits?: Partial<DescriptorLimits>;
  /** Expand YAML merge keys (`<<`); off unless told. */
  enableMerge?: boolean;
  /** Absent: a document with a placeholder fails. */
  placeholders?: PlaceholderReader;
}

/** An entity that a file declares. */
export interface DescriptorEntity {
  entity: Entity;
  /** `kind:namespace/name`, lower case. */
  ref: string;
  /** 1-based place of the document in its file. */
  document: number;
  position: Position;
  /** Where `/kind`, `/metadata/name` and every value of a relation field stand: JSON pointer in the entity as given here → place. */
  positions: Record<string, Position>;
}

/** A document that gave no entity because of an error. */
export interface FailedDescriptor {
  document: number;
  /** The entity that it would have been, where that could be read. */
  ref?: string;
  /** The first error; it is among the findings as well. */
  finding: Finding;
}

export interface DescriptorResult {
  /** Documents in the file; empty ones count. */
  documents: number;
  entities: DescriptorEntity[];
  findings: Finding[];
  failed: FailedDescriptor[];
}
