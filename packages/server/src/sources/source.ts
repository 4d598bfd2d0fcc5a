/** Sources: places where repositories are, and the snapshots of repositories that harvests read. */
import type { FileLocation, Log, Proposal, ProposedCommit } from '@callboard/plugin/server';
import type { Fetcher } from '../net/fetcher.ts';
import type { Integrations } from './scm/provider.ts';

export type { Proposal, ProposedCommit } from '@callboard/plugin/server';
export type { Integrations } from './scm/provider.ts';
export { SourceError } from './source-error.ts';
export { forgetSource, openSource } from './open-source.ts';

export interface SourceSpec {
  id: string;
  type: 'folder' | 'git' | 'url' | 'file';
  target: string;
  options: SourceOptions;
}

export interface SourceOptions {
  /** git: branch, or a full reference that begins with `refs/`; the default branch when absent. */
  branch?: string | undefined;
  /** git: secret; sent only to the host of the target. */
  token?: string | undefined;
  /** git: user name that goes with the token. */
  username?: string | undefined;
  /** Globs of descriptor files. */
  descriptors?: string[] | undefined;
  /** Globs of files to leave alone. */
  exclude?: string[] | undefined;
  /** Name shown for the repository. */
  name?: string | undefined;
  /** folder: the folder itself is the one repository. */
  repository?: boolean | undefined;
  /** url, file: name of the Location entity to start from; made from the target when absent. */
  entityName?: string | undefined;
  /** folder, git: people may propose changes, which become branches. */
  proposals?: boolean | undefined;
  /** url, file: start from the target itself, instead of from a Location entity that names it. */
  direct?: boolean | undefined;
}

export interface Limits {
  /** Bytes of one file. */
  fileBytes: number;
  /** Candidate files of one repository; 100,000 unless told. */
  filesPerRepository?: number;
}

export interface SourceEnvironment {
  /** Folder for clones and remembered answers; made when it is first needed. */
  cacheFolder: string;
  fetcher: Fetcher;
  integrations: Integrations;
  limits: Limits;
  log: Log;
}

export interface CommitInfo {
  id: string;
  author?: string;
  /** ISO 8601. */
  at?: string;
  message?: string;
}

export interface SnapshotFile {
  path: string;
  /** Id of the content: same hash, same bytes. */
  hash: string;
}

/** A repository at one moment. Whatever it cannot give because the source fails is a `SourceError`. */
export interface Snapshot {
  /** Files that the source is about, whatever they look like and whether they exist: a harvest starts from them and lists nothing. */
  start?(): Promise<string[]>;
  /**
   * Files whose path matches one of the globs (dot files included) and none of `exclude`, sorted. Folders that hold what tools made
   * (`node_modules`, `dist`, …) are left out unless a glob names them.
   */
  list(globs: string[], exclude: string[]): Promise<SnapshotFile[]>;
  /** @returns `undefined` when the file does not exist. @throws {HarvestReadError} */
  hash(path: string): Promise<string | undefined>;
  /** @throws {HarvestReadError} `file-unreadable`, `file-too-large`, `path-outside-repository`, … */
  read(path: string): Promise<Buffer>;
  /** The first bytes, for recognition. @throws {HarvestReadError} */
  head(path: string, bytes: number): Promise<Buffer>;
  /** @throws {HarvestReadError} when the target leaves the repository by `..`, or is no place to read from */
  resolve(from: string, target: string): { inside: string } | { outside: string };
  locate(path: string): FileLocation;
  /** The same file, reached by two ways, has the same text here: `host/owner/name:path`, `file:<real path>`, or a URL. */
  canonical(path: string): string;
  commit?: CommitInfo;
  /** The last commit that touched the file. */
  authorOf?(path: string): Promise<CommitInfo | undefined>;
  close(): Promise<void>;
}

export interface RepositoryHandle {
  /** Unique in its source, and the same at every scan. */
  name: string;
  url?: string;
  /** Same text, nothing changed since. Empty: that cannot be told without opening it. */
  head: string;
  /** @throws {SourceError} */
  open(): Promise<Snapshot>;
}

export interface ScanHint {
  /** folder, file: absolute paths that changed. */
  paths?: string[];
  /** Names of repositories; others are not looked at. */
  repositories?: string[];
  /** Trust nothing that is remembered. */
  force?: boolean;
}

export interface Source {
  /** Location reference of what was registered: `url:<target>` or `file:<absolute target>`. */
  origin: string;
  /**
   * Looks what is there. `complete`: the list is all there is, so that what it lacks is gone; false when a hint narrowed the look.
   * @throws {SourceError} rather than giving an empty list when the source cannot be seen
   */
  scan(hint?: ScanHint): Promise<{ complete: boolean; repositories: RepositoryHandle[] }>;
  /** Calls back soon after something changed, until the returned function is called. Needs no scan before. @throws {SourceError} */
  watch?(onChange: (hint: ScanHint) => void, onError: (error: Error) => void): Promise<() => Promise<void>>;
  /**
   * Makes a branch with one commit that changes one file; working trees stay as they are. Absent where nothing can be written.
   * @throws {SourceError} `conflict`, `not-allowed`, …
   */
  propose?(repository: string, proposal: Proposal): Promise<ProposedCommit>;
}
