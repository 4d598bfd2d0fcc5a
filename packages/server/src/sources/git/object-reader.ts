/** Contents of files in a clone, through one git process that answers question after question. */
import type { ChildProcess } from 'node:child_process';
import { SourceError } from '../source-error.ts';
import { killGit, missingGit } from './run-git.ts';

export interface ObjectReply {
  size: number;
  /** Absent when only the size was asked for. */
  bytes?: Buffer;
}

interface Question {
  resolve(reply: ObjectReply | undefined): void;
  reject(error: Error): void;
  timer: NodeJS.Timeout;
}

/** How long one answer may take. */
const ANSWER_TIMEOUT = 60_000;

/** Talks to `git cat-file --batch` (contents) or `--batch-check` (sizes). */
export class ObjectReader {
  readonly #child: ChildProcess;
  readonly #contents: boolean;
  readonly #questions: Question[] = [];
  #parts: Buffer[] = [];
  #length = 0;
  #header: ObjectReply | undefined;
  #failure: Error | undefined;

  constructor(child: ChildProcess, contents: boolean) {
    this.#child = child;
    this.#contents = contents;
    child.stdout!.on('data', (part: Buffer) => this.#receive(part));
    child.stderr!.resume();
    child.stdin!.on('error', () => this.#end());
    child.on('error', (error) => this.#end(missingGit(error)));
    child.on('close', () => this.#end());
  }

  /** @returns `undefined` when there is no such object. @throws {SourceError} when git cannot go on */
  ask(id: string): Promise<ObjectReply | undefined> {
    if (this.#failure) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.close(), ANSWER_TIMEOUT);
      this.#questions.push({ resolve, reject, timer });
      this.#child.stdin!.write(`${id}\n`);
    });
  }

  close(): void {
    killGit(this.#child);
    this.#end();
  }

  #receive(part: Buffer): void {
    this.#parts.push(part);
    this.#length += part.length;
    while (this.#questions.length && this.#step());
  }

  /** @returns whether there was enough to go on */
  #step(): boolean {
    if (this.#header) {
      const { size } = this.#header;
      if (this.#length < size + 1) return false;
      const bytes = this.#take(size + 1).subarray(0, size);
      this.#header = undefined;
      this.#answer({ size, bytes });
      return true;
    }
    const buffered = this.#join();
    const end = buffered.indexOf(10);
    if (end < 0) return false;
    const [, type, size] = this.#take(end + 1)
      .toString('utf8')
      .trim()
      .split(' ');
    if (type !== 'blob' || !size) this.#answer(undefined);
    else if (this.#contents) this.#header = { size: Number(size) };
    else this.#answer({ size: Number(size) });
    return true;
  }

  #answer(reply: ObjectReply | undefined): void {
    const question = this.#questions.shift();
    clearTimeout(question?.timer);
    question?.resolve(reply);
  }

  #take(length: number): Buffer {
    const all = this.#join();
    this.#parts = [all.subarray(length)];
    this.#length = all.length - length;
    return all.subarray(0, length);
  }

  #join(): Buffer {
    if (this.#parts.length !== 1) this.#parts = [Buffer.concat(this.#parts, this.#length)];
    return this.#parts[0]!;
  }

  #end(error?: Error): void {
    this.#failure ??=
      error ?? new SourceError('git-failed', 'git ended while it was reading contents.', 'The next look tries again.');
    for (const question of this.#questions.splice(0)) {
      clearTimeout(question.timer);
      question.reject(this.#failure);
    }
  }
}
