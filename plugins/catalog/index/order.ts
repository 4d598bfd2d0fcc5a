import type { Bitmap } from './bitmap.ts';
import { withRoom } from './numbers.ts';

/** Where an item stands in an order: its value (`null`: none, comes last), then a text that no other item has. */
export interface Place {
  value: string | null;
  tie: string;
}

/** Says where a document stands; `undefined` when it has no place in the order. */
export type PlaceOf = (document: number) => Place | undefined;

/** Documents in the order of a field, kept up one change at a time. */
export class Order {
  #documents: Uint32Array<ArrayBuffer>;
  #length = 0;
  readonly #placeOf: PlaceOf;
  readonly #descending: boolean;

  constructor(placeOf: PlaceOf, descending: boolean, documents: number) {
    this.#placeOf = placeOf;
    this.#descending = descending;
    const placed: { document: number; place: Place }[] = [];
    for (let document = 0; document < documents; document++) {
      const place = placeOf(document);
      if (place) placed.push({ document, place });
    }
    placed.sort((a, b) => this.#compare(a.place, b.place));
    this.#documents = Uint32Array.from(placed, (each) => each.document);
    this.#length = placed.length;
  }

  get length(): number {
    return this.#length;
  }

  at(position: number): number {
    return this.#documents[position]!;
  }

  placeAt(position: number): Place {
    return this.#placeOf(this.#documents[position]!)!;
  }

  /** Position of the first document that stands at `place` or after it. */
  position(place: Place): number {
    let low = 0;
    let high = this.#length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#compare(this.#placeOf(this.#documents[middle]!)!, place) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Takes a document out; to be called while `placeOf` still gives the place that it was put in at. */
  remove(document: number): void {
    const place = this.#placeOf(document);
    if (!place) return;
    let position = this.position(place);
    // Whatever is renamed keeps its uid: for a moment both names stand at the same place.
    while (position < this.#length && this.#documents[position] !== document) {
      if (this.#compare(this.placeAt(position), place) !== 0) return;
      position++;
    }
    if (position === this.#length) return;
    this.#documents.copyWithin(position, position + 1, this.#length);
    this.#length--;
  }

  insert(document: number): void {
    const place = this.#placeOf(document);
    if (!place) return;
    const position = this.position(place);
    this.#documents = withRoom(this.#documents, this.#length + 1);
    this.#documents.copyWithin(position + 1, position, this.#length);
    this.#documents[position] = document;
    this.#length++;
  }

  /** Up to `limit` members of the set from `position` on, forwards or backwards (then nearest first). */
  take(members: Bitmap, position: number, limit: number, backwards = false): number[] {
    const taken: number[] = [];
    const step = backwards ? -1 : 1;
    for (let at = position; at >= 0 && at < this.#length && taken.length < limit; at += step) {
      const document = this.#documents[at]!;
      if (members.has(document)) taken.push(document);
    }
    return taken;
  }

  /** Position after the first `count` members of the set. */
  skip(members: Bitmap, count: number): number {
    let left = count;
    let at = 0;
    for (; at < this.#length && left > 0; at++) if (members.has(this.#documents[at]!)) left--;
    return at;
  }

  #compare(a: Place, b: Place): number {
    if (a.value !== b.value) {
      if (a.value === null) return 1;
      if (b.value === null) return -1;
      return a.value < b.value === this.#descending ? 1 : -1;
    }
    if (a.tie === b.tie) return 0;
    return a.tie < b.tie ? -1 : 1;
  }
}
