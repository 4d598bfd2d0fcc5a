/** Reading one snapshot with the harvesters: which files count, what they say, and what can be taken over from last time. */
import type { CatalogModel, Finding, JsonObject } from '@callboard/core';
import type { FileLocation, FileResult, Follow, Harvester, HarvestPolicy, SourceDraft } from '@callboard/plugin/server';
import type { Snapshot } from '../sources/source.ts';
import { RepositoryReader } from './repository-reader.ts';

/** Something that a file's result depends on beside its own bytes: kind, name, hash. */
export type Dependency = ['file' | 'glob' | 'url', string, string];

export interface StoredFile {
  id: number;
  harvester: string;
  path: string;
  /** Empty: to be read again whatever it holds. */
  hash: string;
  deps: Dependency[];
  follow: Follow[];
  sources: SourceDraft[];
  location: Pick<FileLocation, 'ref' | 'viewUrl' | 'editUrl'>;
  canonical: string;
}

export interface FileReading {
  harvester: string;
  path: string;
  /** Empty when the file could not be read. */
  hash: string;
  deps: Dependency[];
  follow: Follow[];
  sources: SourceDraft[];
  location: FileLocation;
  canonical: string;
  /** Absent when nothing changed since `stored`. */
  result?: Pick<FileResult, 'records' | 'findings' | 'failed'>;
  stored?: StoredFile;
}

export interface RepositoryReading {
  files: FileReading[];
  /** What is wrong between files: targets that are not there, cycles, too many files. */
  findings: Finding[];
  /** Whether every file that counts could be read; if not, the same snapshot may say more at the next look. */
  complete: boolean;
}

export interface HarvesterInstance {
  harvester: Harvester<JsonObject>;
  config: JsonObject;
  /** Content that it did not recognise, by path and hash: not opened again. */
  strangers: Set<string>;
}

export interface ReadingOptions {
  source: { id: string; type: string; target: string };
  origin: string;
  repository: { name: string; url?: string };
  harvesters: HarvesterInstance[];
  model: CatalogModel;
  policy: HarvestPolicy;
  /** Globs of candidate files, and of files to leave alone. */
  descriptors: string[];
  exclude: string[];
  maxFiles: number;
  /** Take over what did not change; false reads everything again. */
  reuse: boolean;
  /** Reads a URL outside the snapshot. @throws {HarvestReadError} */
  readOutside(url: string): Promise<string>;
  /** Told of a harvester that failed in a way that it should not. */
  onHarvesterError(path: string, error: unknown): void;
}

/** @throws {SourceError} when the source fails meanwhile */
export async function readRepository(
  snapshot: Snapshot,
  stored: StoredFile[],
  options: ReadingOptions,
): Promise<RepositoryReading> {
  const readings: RepositoryReading[] = [];
  for (const instance of options.harvesters)
    readings.push(await new RepositoryReader(snapshot, instance, stored, options).read());
  return {
    files: readings.flatMap((reading) => reading.files),
    findings: readings.flatMap((reading) => reading.findings),
    complete: readings.every((reading) => reading.complete),
  };
}
