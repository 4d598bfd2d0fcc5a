/**
 * Harvesting, as a plugin sees it: a harvester reads one file of a snapshot and says which records it holds.
 * It runs off the main thread, is called only for files whose content (or whose dependencies) changed, and has no other input than
 * its arguments: same bytes and same configuration, same result.
 */
import type { AnnotationRule, CatalogModel, Entity, Finding, JsonObject, Position } from '@callboard/core';

/** How a file is reached and where a person looks at it. */
export interface FileLocation {
  /** Location reference, such as `url:https://host/o/r/blob/main/catalog-info.yaml` or `file:/srv/code/a/catalog-info.yaml`. */
  ref: string;
  /** Where a person reads the file; absent for folders without a remote. */
  viewUrl?: string;
  /** Where a person edits the file on its host. */
  editUrl?: string;
  /** Location reference of the file's directory, ending in `/`; only for `url:` locations. */
  sourceRef?: string;
}

/** The file that a harvester is asked to read. */
export interface HarvestFile {
  /** Path in the snapshot with forward slashes (an absolute URL in a `url` source). */
  path: string;
  /** The content as UTF-8 text, without a byte order mark. */
  text: string;
  location: FileLocation;
  /** Why the file is read: its name matched, its content was recognised, or another file named it. */
  reason: 'name' | 'content' | 'followed';
}

/** Which kinds may come from where; see the configuration `catalog.rules`. */
export interface KindRule {
  allow: (string | { kind: string; 'spec.type'?: string | undefined })[];
  locations?: { type: string; exact?: string | undefined; pattern?: string | undefined }[] | undefined;
}

/** Portal-wide settings of reading. */
export interface HarvestPolicy {
  /** Absent: every kind from anywhere. */
  rules?: KindRule[];
  /** Expand YAML merge keys. */
  yamlMerge: boolean;
  /** Bytes of one file. */
  maxBytes: number;
  /** Documents in one file. */
  maxDocuments: number;
  /** What annotations have to be, as plugins say; absent: none says anything. */
  annotations?: AnnotationRule[];
}

/** What a harvester may ask about the snapshot. Whatever it reads is remembered: when that changes, the file is read again. */
export interface HarvestContext<Config = JsonObject> {
  config: Config;
  /** The kinds that this portal knows. */
  model: CatalogModel;
  policy: HarvestPolicy;
  /** Location reference of what was registered, such as `url:https://host/o/r`. */
  origin: string;
  source: { id: string; type: string; target: string };
  repository: { name: string; url?: string };
  /**
   * Resolves `target` as written in the file `from`: a relative path, `/path` from the root of the repository, or a URL.
   * `inside` gives the path in this snapshot; `outside` an absolute URL elsewhere.
   * @throws {HarvestReadError} when the target leaves the repository by `..`
   */
  resolve(from: string, target: string): { inside: string } | { outside: string };
  /** Content of a file of the snapshot, or of an allowed outside URL. @throws {HarvestReadError} */
  read(path: string): Promise<string>;
  /** Paths that match a glob, sorted. */
  glob(pattern: string): Promise<string[]>;
}

/** Why something could not be read; `code` is a finding code. */
export class HarvestReadError extends Error {
  override name = 'HarvestReadError';
  readonly code: string;
  readonly hint: string;
  constructor(code: string, message: string, hint: string) {
    super(message);
    this.code = code;
    this.hint = hint;
  }
}

/** A record that a document declares. */
export interface RecordDraft {
  /** Unique within the record type, lower case: an entity reference, a page path, … */
  key: string;
  /** 1-based place of the document in its file. */
  document: number;
  position: Position;
  /** What is stored, hashed and compared. */
  body: JsonObject;
  /** Where in the file the values stand that later checks want to point at: JSON pointer → place. */
  positions?: Record<string, Position>;
}

/** A document that could not be used; its last good record, if any, is kept and marked stale. */
export interface FailedDocument {
  document: number;
  /** The record that the document would have been; absent when not even that could be read. */
  key?: string;
  finding: Finding;
}

/** Another file of the same snapshot to read. */
export interface Follow {
  /** Path or glob in the snapshot, or absolute URL in a `url` source. */
  path: string;
  /** `optional`: nothing is said when it does not exist. */
  presence: 'required' | 'optional';
  position: Position;
  document: number;
}

/** Something elsewhere that a file asks to be harvested. */
export interface SourceDraft {
  type: 'url';
  target: string;
  position: Position;
  document: number;
}

/** All that a harvester has to say about one file. */
export interface FileResult {
  records: RecordDraft[];
  findings: Finding[];
  failed: FailedDocument[];
  follow: Follow[];
  sources: SourceDraft[];
}

/** Reads the files of one kind; a plugin's harvester module exports one. */
export interface Harvester<Config = JsonObject> {
  /** The type of the records that it yields. */
  type: string;
  /** Raise it when the same bytes give another result: everything is then read again. */
  version: number;
  /** Whether a file that matched the globs only by its ending is for this harvester. Called with the first 64 KB. */
  recognises(path: string, head: string, model: CatalogModel): boolean;
  read(file: HarvestFile, context: HarvestContext<Config>): Promise<FileResult>;
}

/**
 * Makes something of an entity that was just read: another entity of the same name and kind, or findings. A pure function: the same entity and
 * settings give the same. When the plugin's version changes, all entities are read again.
 */
export type EntityProcessor<Config = JsonObject> = (
  entity: Entity,
  context: Pick<HarvestContext<Config>, 'config' | 'model' | 'origin'>,
) => { entity?: Entity; findings?: { level: 'warning' | 'info'; message: string; hint: string }[] } | undefined;

/** Declares a harvester; a plugin's harvester module has it as its default export. */
export function defineHarvester<Config = JsonObject>(harvester: Harvester<Config>): Harvester<Config> {
  return harvester;
}
