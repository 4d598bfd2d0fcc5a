/**
 * The form in which the index lies in a file: a head, then sections one after the other, each with its length before it, then a checksum over
 * all of it. Numbers lie as they do in memory.
 */
import { crc32 } from 'node:zlib';
import { roomFor } from './numbers.ts';

/** What a section is made of; it may be a view of living memory. */
export type Section = Uint8Array | Uint32Array;

/** What was read is not what was written. */
export class DamagedFile extends Error {}

/** To be raised with every change of what is written, or of its order. */
const format = 1;
/** Also tells in which order the bytes of a number lie. */
const magic = 0x43_42_49_58;
const headBytes = 8;
const lengthBytes = 4;
const checksumBytes = 4;
/** Bytes that are handed out in one go: to go over them takes a fraction of a millisecond. */
const pieceBytes = 2 ** 20;

/** The bytes of a file, a piece at a time. */
export function* pack(sections: Iterable<Section>): Generator<Uint8Array> {
  let checksum = 0;
  for (const piece of pieces(sections)) {
    checksum = crc32(piece, checksum);
    yield piece;
  }
  yield bytesOf(Uint32Array.of(checksum));
}

function* pieces(sections: Iterable<Section>): Generator<Uint8Array> {
  yield bytesOf(Uint32Array.of(magic, format));
  for (const section of sections) {
    const bytes = bytesOf(section);
    yield bytesOf(Uint32Array.of(bytes.length));
    for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
  }
}

export function json(value: unknown): Section {
  return Buffer.from(JSON.stringify(value));
}

function bytesOf(section: Section): Uint8Array {
  return new Uint8Array(section.buffer, section.byteOffset, section.byteLength);
}

/** Takes a file apart, in the order in which it was packed. Whatever it gives is a copy. */
export class Unpacker {
  readonly #bytes: Buffer;
  readonly #end: number;
  #at = headBytes;

  /** @throws {DamagedFile} unless all of the file is what was written */
  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#end = bytes.length - checksumBytes;
    check(this.#end >= headBytes, 'it is too short');
    const [foundMagic, foundFormat] = this.#numbersAt(0, 2);
    check(foundMagic === magic && foundFormat === format, 'it has another format');
    const checksum = crc32(this.#bytes.subarray(0, this.#end));
    check(checksum === this.#numbersAt(this.#end, 1)[0], 'its checksum is wrong');
  }

  /** @param grows whether there is to be room for more after them, as `roomFor` has it */
  numbers(grows = false): Uint32Array<ArrayBuffer> {
    const [start, end] = this.#next();
    const count = (end - start) / 4;
    check(Number.isInteger(count), 'a section has an odd length');
    return this.#numbersAt(start, count, grows ? roomFor(count) : 0);
  }

  /** So many numbers, no more and no less. */
  tuple(length: number): number[] {
    const numbers = this.numbers();
    check(numbers.length === length, 'a section has an odd length');
    return [...numbers];
  }

  /** @param grows as for `numbers` */
  bytes(grows = false): Buffer<ArrayBuffer> {
    const [start, end] = this.#next();
    const copy = Buffer.allocUnsafeSlow(end - start + (grows ? roomFor(end - start) : 0));
    this.#bytes.copy(copy, 0, start, end);
    return copy;
  }

  json(): unknown {
    const [start, end] = this.#next();
    try {
      return JSON.parse(this.#bytes.toString('utf8', start, end)) as unknown;
    } catch (error) {
      throw new DamagedFile(`a section cannot be read: ${String(error)}`);
    }
  }

  /** @throws {DamagedFile} when something is left */
  finish(): void {
    check(this.#at === this.#end, 'it is too long');
  }

  /** Where the next section begins and ends. */
  #next(): [start: number, end: number] {
    const start = this.#at + lengthBytes;
    check(start <= this.#end, 'a section is missing');
    const end = start + this.#numbersAt(this.#at, 1)[0]!;
    check(end <= this.#end, 'a section is cut off');
    this.#at = end;
    return [start, end];
  }

  #numbersAt(start: number, count: number, room = 0): Uint32Array<ArrayBuffer> {
    const numbers = new Uint32Array(count + room);
    new Uint8Array(numbers.buffer).set(this.#bytes.subarray(start, start + count * 4));
    return numbers;
  }
}

/** @throws {DamagedFile} unless the condition holds */
export function check(condition: boolean, complaint: string): asserts condition {
  if (!condition) throw new DamagedFile(complaint);
}
