/** The plain list of entities, with any number of orders, and entities that lack a field at the end. */
import { InvalidInput } from '@callboard/plugin/server';
import type { CatalogIndex, Found } from '../index/catalog-index.ts';

export interface ListOrder {
  field: string;
  descending: boolean;
}

/** Below this many, sorting them is quicker than looking for them in an order of the whole catalog. */
const few = 200;

/** Reads `asc:<field>` or `desc:<field>`. @throws {InvalidInput} */
export function parseListOrder(text: string): ListOrder {
  const [, direction, field] = /^(asc|desc):(.+)$/.exec(text) ?? [];
  if (!direction || !field)
    throw new InvalidInput(`Invalid order parameter "${text}", expected "<asc or desc>:<field name>"`);
  return { field, descending: direction === 'desc' };
}

/** Everything found, in order: by the fields given, and by ref without any. */
export function listInOrder(index: CatalogIndex, { members, count }: Found, orders: readonly ListOrder[]): number[] {
  const [only, ...others] = orders;
  if (count > few && !others.length) {
    if (!only) return index.order(undefined).take(members, 0, count);
    const placed = index.order(only.field, only.descending).take(members, 0, count);
    if (placed.length === count) return placed;
    const isPlaced = new Set(placed);
    return [
      ...placed,
      ...index
        .order('metadata.uid')
        .take(members, 0, count)
        .filter((document) => !isPlaced.has(document)),
    ];
  }
  return sorted(index, members.members(), orders);
}

function sorted(index: CatalogIndex, documents: number[], orders: readonly ListOrder[]): number[] {
  if (!orders.length)
    return documents
      .map((document) => ({ document, ref: index.ref(document) }))
      .sort((a, b) => (a.ref < b.ref ? -1 : 1))
      .map(({ document }) => document);
  const rows = documents.map((document) => {
    const places = orders.map(({ field }) => index.place(document, field));
    return { document, values: places.map((place) => place?.value ?? null), tie: index.info(document).uid };
  });
  rows.sort((a, b) => {
    for (const [at, { descending }] of orders.entries()) {
      const one = a.values[at]!;
      const other = b.values[at]!;
      if (one === other) continue;
      if (one === null) return 1;
      if (other === null) return -1;
      return one < other === descending ? 1 : -1;
    }
    return a.tie < b.tie ? -1 : 1;
  });
  return rows.map(({ document }) => document);
}
