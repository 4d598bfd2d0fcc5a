/** A source whose repositories are maps in memory, so that a test says in a line what changed. */
import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { HarvestReadError } from '@callboard/plugin/server';
import picomatch from 'picomatch';
import type {
  CommitInfo,
  RepositoryHandle,
  ScanHint,
  Snapshot,
  Source,
} from '../../../packages/server/src/sources/source.ts';

export interface MemoryRepository {
  files: Map<string, string>;
  url?: string;
  commit?: CommitInfo;
  /** Last commit of single files. */
  authors: Map<string, CommitInfo>;
  /** What opening the repository throws. */
  broken?: Error;
  /** Paths that exist but cannot be read. */
  unreadable: Set<string>;
}

export class MemorySource implements Source {
  origin = 'file:/memory';
  readonly repositories = new Map<string, MemoryRepository>();
  /** What scanning throws. */
  broken: Error | undefined;
  /** Files read since the last call of `takeReads`. */
  #reads: string[] = [];
  /** Files whose beginning was looked at since the last call of `takeHeads`. */
  #heads: string[] = [];
  /** Awaited while a repository is open, before it is read. */
  whileOpen: (() => Promise<void>) | undefined;

  /** Replaces or makes a repository. */
  set(
    name: string,
    files: Record<string, string>,
    more: Partial<Omit<MemoryRepository, 'files'>> = {},
  ): MemoryRepository {
    const repository: MemoryRepository = {
      authors: new Map(),
      unreadable: new Set(),
      ...more,
      files: new Map(Object.entries(files)),
    };
    this.repositories.set(name, repository);
    return repository;
  }

  write(name: string, path: string, text: string): void {
    this.repositories.get(name)!.files.set(path, text);
  }

  remove(name: string, path: string): void {
    this.repositories.get(name)!.files.delete(path);
  }

  takeReads(): string[] {
    return this.#reads.splice(0).sort();
  }

  takeHeads(): string[] {
    return this.#heads.splice(0).sort();
  }

  async scan(hint: ScanHint = {}): Promise<{ complete: boolean; repositories: RepositoryHandle[] }> {
    if (this.broken) throw this.broken;
    const all = [...this.repositories].sort(([a], [b]) => (a < b ? -1 : 1));
    const chosen = all.filter(([name]) => !hint.repositories || hint.repositories.includes(name));
    return {
      complete: !hint.repositories,
      repositories: chosen.map(([name, repository]) => this.#handle(name, repository)),
    };
  }

  #handle(name: string, repository: MemoryRepository): RepositoryHandle {
    const { url, files } = repository;
    const open = async () => {
      if (repository.broken) throw repository.broken;
      // What a snapshot shows does not move while it is read.
      const snapshot = this.#snapshot(name, { ...repository, files: new Map(files) });
      await this.whileOpen?.();
      return snapshot;
    };
    return { name, ...(url ? { url } : {}), head: hash(JSON.stringify([...files].sort())), open };
  }

  #snapshot(name: string, { files, authors, commit, unreadable }: MemoryRepository): Snapshot {
    const bytes = async (path: string) => {
      const text = files.get(path);
      if (text === undefined || unreadable.has(path))
        throw new HarvestReadError('file-unreadable', `${path} cannot be read.`, 'Check it.');
      return Buffer.from(text);
    };
    return {
      list: async (globs, exclude) => {
        const matches = picomatch(globs, { dot: true, ignore: exclude });
        return [...files.keys()]
          .filter((path) => matches(path))
          .sort()
          .map((path) => ({ path, hash: hash(files.get(path)!) }));
      },
      hash: async (path) => {
        const text = files.get(path);
        return text === undefined ? undefined : hash(text);
      },
      read: async (path) => {
        this.#reads.push(`${name}/${path}`);
        return bytes(path);
      },
      head: async (path, size) => {
        this.#heads.push(`${name}/${path}`);
        return (await bytes(path)).subarray(0, size);
      },
      resolve: (from, target) =>
        /^https?:/.test(target) ? { outside: target } : { inside: posix.join(posix.dirname(from), target) },
      locate: (path) => ({ ref: `file:/memory/${name}/${path}` }),
      canonical: (path) => `file:/memory/${name}/${path}`,
      ...(commit ? { commit } : {}),
      authorOf: async (path) => authors.get(path),
      close: async () => undefined,
    };
  }
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
