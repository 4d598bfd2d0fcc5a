/** The tables of this plugin. */
import type { DocumentContent } from './documents.ts';

export interface DocumentTable extends DocumentContent {
  id: number;
  /** Number of the write that changed it last. */
  revision: number;
  gone: number;
}

export interface SearchTables {
  state: { name: string; value: string };
  document: DocumentTable;
}
