/**
 * Answers of the web, kept on disk with what the host said to recognise them by. Each is asked about again before it is used; most
 * hosts do not count "still the same" against the budget of a token.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '@callboard/plugin/server';
import { z } from 'zod';
import type { Fetcher } from '../../net/fetcher.ts';
import { contentHash } from '../generated-location.ts';
import type { ScmRequest } from '../scm/provider.ts';
import { fetchFile, type FileAnswer } from './read-url.ts';

/** What is kept when nobody asks for it any more. */
const KEPT_MS = 30 * 24 * 3_600_000;

const head = z.object({ url: z.string(), etag: z.string().optional(), lastModified: z.string().optional() });

export interface Answer {
  hash: string;
  bytes: Buffer;
}

/** Where the answers for a source with this target are kept. */
export function answersFolder(cacheFolder: string, target: string): string {
  return join(cacheFolder, 'url', createHash('sha256').update(target).digest('hex').slice(0, 32));
}

export class Answers {
  readonly #folder: string;
  readonly #fetcher: Fetcher;
  readonly #log: Log;

  constructor(folder: string, fetcher: Fetcher, log: Log) {
    this.#folder = folder;
    this.#fetcher = fetcher;
    this.#log = log;
  }

  /**
   * What the host says now, with as little sent as can be.
   * @param force ask for the whole, whatever is kept
   * @returns `undefined` when there is no such file
   * @throws {HarvestReadError}
   */
  async get(request: ScmRequest & { maxBytes?: number }, shown: string, force: boolean): Promise<Answer | undefined> {
    const file = join(this.#folder, createHash('sha256').update(request.url).digest('hex'));
    const kept = force ? undefined : await this.#load(file, request.url);
    const answer = await fetchFile(request, shown, this.#fetcher, kept?.conditions);
    if (answer.state === 'missing') return undefined;
    if (answer.state === 'read') {
      await this.#store(file, request.url, answer);
      return { hash: contentHash(answer.bytes), bytes: answer.bytes };
    }
    if (!kept) return this.get(request, shown, true);
    await this.#attempt(() => utimes(file, new Date(), new Date()));
    return { hash: contentHash(kept.bytes), bytes: kept.bytes };
  }

  /** Deletes what was not asked for in a long time. */
  async prune(): Promise<void> {
    const names = await readdir(this.#folder).catch(() => []);
    for (const name of names) {
      const file = join(this.#folder, name);
      await this.#attempt(async () => {
        if (Date.now() - (await stat(file)).mtimeMs > KEPT_MS) await rm(file, { force: true });
      });
    }
  }

  async #load(file: string, url: string): Promise<{ conditions: Record<string, string>; bytes: Buffer } | undefined> {
    try {
      const content = await readFile(file);
      const end = content.indexOf(10);
      const known = head.parse(JSON.parse(content.subarray(0, end).toString('utf8')));
      if (known.url !== url) return undefined;
      const conditions = {
        ...(known.etag ? { 'if-none-match': known.etag } : {}),
        ...(known.lastModified ? { 'if-modified-since': known.lastModified } : {}),
      };
      return { conditions, bytes: content.subarray(end + 1) };
    } catch {
      // Nothing kept, or not what was written: asking without conditions is always right.
      return undefined;
    }
  }

  async #store(file: string, url: string, answer: Extract<FileAnswer, { state: 'read' }>): Promise<void> {
    const { bytes, etag, lastModified } = answer;
    if (!etag && !lastModified) return;
    await this.#attempt(async () => {
      await mkdir(this.#folder, { recursive: true });
      const written = `${file}.${process.pid}`;
      await writeFile(written, Buffer.concat([Buffer.from(`${JSON.stringify({ url, etag, lastModified })}\n`), bytes]));
      await rename(written, file);
    });
  }

  /** Without a cache everything works, only slower. */
  async #attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#log.warn('answers of the web cannot be kept', { folder: this.#folder, error: String(error) });
    }
  }
}
