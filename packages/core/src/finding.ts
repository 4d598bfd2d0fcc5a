import type { Level } from './entity.ts';

/** Something wrong or worth knowing about a document: where it is, what it is, and what to do about it. */
export interface Finding {
  /** Path in the repository with forward slashes, or an absolute URL. */
  file: string;
  /** 1-based place of the YAML document in its file; absent when the finding is about the whole file. */
  document?: number;
  /** 1-based. */
  line: number;
  /** 1-based. */
  column: number;
  level: Level;
  /** A code of the table in `finding-codes.ts`; permanent. */
  code: string;
  message: string;
  /** What to do about it, in one sentence. */
  hint: string;
  /** `kind:namespace/name` of the entity concerned, where it could be read. */
  entityRef?: string;
}

/** A place in a file. Both 1-based. */
export interface Position {
  line: number;
  column: number;
}
