/** What one file says, and what that depends on beside its own bytes. */
import { createHash } from 'node:crypto';
import type { Finding } from '@callboard/core';
import { HarvestReadError, type FileResult } from '@callboard/plugin/server';
import type { Snapshot } from '../sources/source.ts';
import { SourceError } from '../sources/source-error.ts';
import type { Dependency, FileReading, HarvesterInstance, ReadingOptions } from './reading.ts';

interface FileToRead {
  snapshot: Snapshot;
  instance: HarvesterInstance;
  options: ReadingOptions;
  /** What is known of the file before it is read. */
  file: FileReading;
  reason: 'name' | 'content' | 'followed';
}

/** @throws {HarvestReadError} when the file cannot be read @throws {SourceError} when the source fails */
export async function readFile({ snapshot, instance, options, file, reason }: FileToRead): Promise<FileReading> {
  const text = decode(await snapshot.read(file.path), file.path);
  const deps: Dependency[] = [];
  const read = async (path: string) => {
    if (/^https?:\/\//.test(path) && options.source.type !== 'url') {
      const outside = await options.readOutside(path);
      deps.push(['url', path, digest(outside)]);
      return outside;
    }
    // Remembered before it is read: a file that is missing now makes a difference when it appears.
    deps.push(['file', path, (await snapshot.hash(path)) ?? '']);
    return decode(await snapshot.read(path), path);
  };
  const glob = async (pattern: string) => {
    const paths = await pathsOf(snapshot, pattern);
    deps.push(['glob', pattern, digest(paths.join('\n'))]);
    return paths;
  };
  try {
    const { config, harvester } = instance;
    const { model, policy, origin, source, repository } = options;
    const result = await harvester.read(
      { path: file.path, text, location: file.location, reason },
      {
        config,
        model,
        policy,
        origin,
        source,
        repository,
        resolve: (from, target) => snapshot.resolve(from, target),
        read,
        glob,
      },
    );
    return { ...file, deps, ...leadsOf(result, file), result };
  } catch (error) {
    if (error instanceof HarvestReadError || error instanceof SourceError) throw error;
    options.onHarvesterError(file.path, error);
    const cause = error instanceof Error ? error.message : String(error);
    const failure = new HarvestReadError(
      'harvester-failed',
      `The harvester failed at this file: ${cause}`,
      'Tell the owner of the plugin; other files are not affected.',
    );
    return { ...failedReading(file, failure), deps };
  }
}

/** A file that cannot be read now. What it said and led to stays. */
export function failedReading(file: FileReading, error: HarvestReadError): FileReading {
  const finding: Finding = {
    file: file.path,
    line: 1,
    column: 1,
    level: 'error',
    code: error.code,
    message: error.message,
    hint: error.hint,
  };
  const result = { records: [], findings: [finding], failed: [{ document: 0, finding }] };
  return { ...file, ...leadsOf({ ...result, follow: [], sources: [] }, file), result };
}

/** Where a file leads. As long as a document of it is broken it leads where it did before, too: a slip takes nothing away. */
function leadsOf(result: FileResult, { stored }: FileReading): Pick<FileResult, 'follow' | 'sources'> {
  const { follow, sources } = result;
  if (!stored || !result.failed.length) return { follow, sources };
  const keptFollow = stored.follow.filter((old) => !follow.some(({ path }) => path === old.path));
  const keptSources = stored.sources.filter(
    (old) => !sources.some(({ type, target }) => type === old.type && target === old.target),
  );
  return {
    follow: [...follow, ...keptFollow.map((kept) => ({ ...kept, presence: 'optional' as const }))],
    sources: [...sources, ...keptSources],
  };
}

/** Whether everything that a result depended on is as it was. URLs elsewhere are asked only when the file itself is read again. */
export async function sameDependencies(snapshot: Snapshot, deps: Dependency[]): Promise<boolean> {
  for (const [kind, name, hash] of deps) {
    if (kind === 'url') continue;
    const now =
      kind === 'file' ? ((await snapshot.hash(name)) ?? '') : digest((await pathsOf(snapshot, name)).join('\n'));
    if (now !== hash) return false;
  }
  return true;
}

async function pathsOf(snapshot: Snapshot, pattern: string): Promise<string[]> {
  return (await snapshot.list([pattern], [])).map((entry) => entry.path);
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function decode(bytes: Buffer, path: string): string {
  if (bytes.includes(0))
    throw new HarvestReadError(
      'file-binary',
      `${path} is not text.`,
      'Descriptors are UTF-8 text; move the file away or correct its name.',
    );
  try {
    return utf8.decode(bytes);
  } catch {
    throw new HarvestReadError('file-binary', `${path} is not UTF-8 text.`, 'Save the file as UTF-8.');
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
