import { roomFor, withRoom } from './numbers.ts';
import { check, type Section, type Unpacker } from './packing.ts';

/**
 * Every distinct text once, under a small number; 0 stands for no text. The characters lie in one block of bytes (one each where all fit,
 * else two), because millions of small strings on the heap cost twice the memory and make every collection slow.
 */
export class StringTable {
  #bytes = Buffer.allocUnsafeSlow(4096);
  #used = 0;
  /** Where each text begins; it ends where the next one begins. */
  #starts = new Uint32Array(64);
  /** The number of the lower-case form × 2, + 1 when characters take two bytes. */
  #traits = new Uint32Array(64);
  #hashes = new Uint32Array(64);
  /** Open addressing: the numbers of the texts by hash; 0 is a free slot. */
  #slots = new Uint32Array(256);
  #size = 1;

  /** One more than the largest number given out. */
  get size(): number {
    return this.#size;
  }

  intern(text: string): number {
    const hash = hashOf(text);
    const slot = this.#slotOf(text, hash);
    const known = this.#slots[slot]!;
    if (known !== 0) return known;
    const id = this.#append(text, hash);
    this.#slots[slot] = id;
    if (this.#size * 2 > this.#slots.length) this.#fillSlots(this.#slots.length * 2);
    const lower = text.toLowerCase();
    const lowerId = lower === text ? id : this.intern(lower);
    this.#traits[id]! |= lowerId << 1;
    return id;
  }

  /** 0 when the text is not there. */
  find(text: string): number {
    return this.#slots[this.#slotOf(text, hashOf(text))]!;
  }

  text(id: number): string {
    const start = this.#starts[id]!;
    const end = this.#starts[id + 1]!;
    return this.#bytes.toString(this.#isWide(id) ? 'utf16le' : 'latin1', start, end);
  }

  /** The number of the lower-case form. */
  lower(id: number): number {
    return this.#traits[id]! >>> 1;
  }

  lowerText(id: number): string {
    return this.text(this.lower(id));
  }

  *save(): Generator<Section> {
    yield Uint32Array.of(this.#size, this.#used);
    yield this.#bytes.subarray(0, this.#used);
    yield this.#starts.subarray(0, this.#size + 1);
    yield this.#traits.subarray(0, this.#size);
    yield this.#hashes.subarray(0, this.#size);
  }

  /** Becomes what was saved. @throws {DamagedFile} */
  restore(from: Unpacker): void {
    const [size, used] = from.tuple(2) as [number, number];
    check(size >= 1, 'a table of texts is empty');
    this.#size = size;
    this.#used = used;
    this.#bytes = from.bytes(true);
    this.#starts = from.numbers(true);
    this.#traits = from.numbers(true);
    this.#hashes = from.numbers(true);
    this.#checkTexts();
    let slots = this.#slots.length;
    while (slots < size * 2) slots *= 2;
    this.#fillSlots(slots);
  }

  /** @throws {DamagedFile} when some text would lie where there is none */
  #checkTexts(): void {
    const size = this.#size;
    const used = this.#used;
    check(this.#bytes.length === used + roomFor(used), 'the texts are cut off');
    check(this.#starts.length === size + 1 + roomFor(size + 1), 'the places of texts are cut off');
    for (const numbers of [this.#traits, this.#hashes])
      check(numbers.length === size + roomFor(size), 'the traits of texts are cut off');
    check(this.#starts[size] === used, 'the texts end elsewhere');
    const starts = this.#starts;
    const traits = this.#traits;
    let sound = true;
    for (let id = 0; id < size; id++) sound &&= starts[id]! <= starts[id + 1]! && traits[id]! >>> 1 < size;
    check(sound, 'texts do not follow each other');
  }

  #isWide(id: number): boolean {
    return (this.#traits[id]! & 1) === 1;
  }

  #append(text: string, hash: number): number {
    const id = this.#size++;
    const isWide = !isLatin1(text);
    const length = isWide ? text.length * 2 : text.length;
    if (this.#used + length > this.#bytes.length) {
      const grown = Buffer.allocUnsafeSlow(Math.max(this.#used + length, Math.ceil(this.#bytes.length * 1.5)));
      this.#bytes.copy(grown, 0, 0, this.#used);
      this.#bytes = grown;
    }
    this.#bytes.write(text, this.#used, isWide ? 'utf16le' : 'latin1');
    this.#starts = withRoom(this.#starts, id + 2);
    this.#traits = withRoom(this.#traits, id + 1);
    this.#hashes = withRoom(this.#hashes, id + 1);
    this.#hashes[id] = hash;
    this.#starts[id] = this.#used;
    this.#used += length;
    this.#starts[id + 1] = this.#used;
    this.#traits[id] = isWide ? 1 : 0;
    return id;
  }

  /** The slot that holds the text, or the free one where it belongs. */
  #slotOf(text: string, hash: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const id = this.#slots[slot]!;
      if (id === 0 || (this.#hashes[id] === hash && this.#is(id, text))) return slot;
    }
  }

  #is(id: number, text: string): boolean {
    const start = this.#starts[id]!;
    const bytes = this.#bytes;
    const { length } = text;
    const isWide = this.#isWide(id);
    if (this.#starts[id + 1]! - start !== (isWide ? length * 2 : length)) return false;
    if (isWide) return this.text(id) === text;
    for (let at = 0; at < length; at++) if (bytes[start + at] !== text.charCodeAt(at)) return false;
    return true;
  }

  /** @param count a power of two, and more than there are texts */
  #fillSlots(count: number): void {
    const slots = new Uint32Array(count);
    const mask = count - 1;
    for (let id = 1; id < this.#size; id++) {
      let slot = this.#hashes[id]! & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = id;
    }
    this.#slots = slots;
  }
}

function isLatin1(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 255) return false;
  return true;
}

/** FNV-1a over the characters, mixed once more so that the low bits are good. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return (hash ^ (hash >>> 12)) >>> 0;
}
