/** Sources and their harvests, as a plugin sees them. */
import type { Finding } from '@callboard/core';

/** How a source is read: a folder of repositories, a repository through git, a file on the web with what it names, a file of this machine. */
export type SourceTypeName = 'folder' | 'git' | 'url' | 'file';

/** A source as somebody asks for it. */
export interface SourceInput {
  type: SourceTypeName;
  /** Folder path, git URL, or file URL. */
  target: string;
  /** `branch`, `descriptors`, `token`, …: as the config schema of the source type says. */
  options?: Record<string, unknown>;
}

/** A repository of a source, and how its last harvest went. */
export interface RepositoryStatus {
  id: number;
  name: string;
  url?: string;
  head?: string;
  entities: number;
  error?: string;
  /** Records that the repository no longer says and whose removal waits for a person. */
  held: number;
  changedAt?: string;
}

/** A source, and how its harvests go. Holds no secrets. */
export interface SourceStatus {
  id: string;
  type: SourceTypeName;
  target: string;
  /**
   * `config`: declared; `user`: added by API or UI; `location`: a registered location; `derived`: named by a Location entity; `undeclared`:
   * no longer in the configuration, not read any more, and what it said waits for a confirmation to be removed.
   */
  origin: 'config' | 'user' | 'location' | 'derived' | 'undeclared';
  /** For `derived`: location reference of the file that names it. */
  parent?: string;
  /** Reference of the synthetic Location entity, for locations. */
  entityRef?: string;
  createdAt: string;
  createdBy?: string;
  state: 'new' | 'harvesting' | 'ok' | 'error' | 'held';
  /** Why it could not be read, and since when. What it said before stays in the catalog. */
  error?: { code: string; message: string; hint: string; since?: string };
  lastStartedAt?: string;
  lastFinishedAt?: string;
  lastDurationMs?: number;
  /** When it was last read without an error, as far as that is known since the portal started. */
  lastGoodAt?: string;
  nextAt?: string;
  /** Nothing has come of its harvests since then, for longer than they should take: something is stuck. */
  stalledSince?: string;
  /** Done and total repositories while harvesting. */
  progress?: { done: number; total: number };
  repositories: number;
  entities: number;
  findings: { error: number; warning: number; info: number };
  /** Records whose removal waits for a confirmation. */
  held: number;
}

/** A changed file, to become a commit on a branch of its own. */
export interface Proposal {
  /** In the repository, as an origin names it. */
  path: string;
  /** Text that the change began with; whatever else is there by now is not overwritten. */
  before: string;
  after: string;
  /** Name of the new branch. */
  branch: string;
  message: string;
  author: { name: string; email?: string };
}

export interface ProposedCommit {
  branch: string;
  commit: string;
}

/** A record that a source would bring in. */
export interface PreviewedRecord {
  type: string;
  key: string;
  /** JSON text. */
  body: string;
  /** Location reference of its file. */
  location: string;
  line: number;
  /** No file says it: it stands for what is to be registered. */
  unwritten?: boolean;
  /** A file that claims the key already; another file than this one would be a conflict. */
  existing?: { location: string; line: number; sameFile: boolean };
}

/** A source harvested without storing anything: for dry runs and previews. */
export interface Preview {
  records: PreviewedRecord[];
  findings: Finding[];
}

/** The sources of the portal. `by` is the reference of whoever asks. */
export interface Sources {
  list(): Promise<SourceStatus[]>;
  get(id: string): Promise<SourceStatus | undefined>;
  repositories(sourceId: string): Promise<RepositoryStatus[]>;
  /** Stores the source and starts its first harvest. */
  add(input: SourceInput, by: string, origin: 'user' | 'location'): Promise<SourceStatus>;
  update(id: string, input: SourceInput, by: string): Promise<SourceStatus>;
  /** Removes the source and every record that only it says. @returns change number */
  remove(id: string, by: string): Promise<number>;
  /** Harvests now and resolves when what it found is visible here. */
  harvest(id: string, options?: { repository?: string; force?: boolean }): Promise<void>;
  /** Removes what a held harvest of the source no longer says. @returns change number */
  confirm(id: string, by: string): Promise<number>;
  /** @throws an input error with the reason when the source cannot be read */
  preview(input: SourceInput): Promise<Preview>;
  /** Text of a file as its source has it now. */
  readFile(sourceId: string, repository: string, path: string): Promise<string>;
  /** Whether people may propose changes of what the source holds. */
  takesProposals(sourceId: string): boolean;
  /**
   * Makes a branch with one commit that changes one file, and pushes it where the source is elsewhere; nothing that is checked out changes.
   * @throws {CallboardError} `input-invalid` with the reason when that cannot be done
   */
  propose(sourceId: string, repository: string, proposal: Proposal): Promise<ProposedCommit>;
}
