import type { CatalogIndex } from '../index/catalog-index.ts';

interface Kept {
  version: number;
  orders: Map<string, Uint32Array>;
}

const nameField = 'metadata.name';
/** Sorts that people switch between, each of a number for every entity. */
const mostOrders = 16;

const kept = new WeakMap<CatalogIndex, Kept>();

/** Every entity in the order of a field: what has the same value by name, and at the end, by name, what has none. Good until the next change. */
export function orderThenName(index: CatalogIndex, field: string, descending: boolean): Uint32Array {
  const orders = ordersOf(index);
  const name = `${descending ? '-' : '+'}${field.toLowerCase()}`;
  const known = orders.get(name);
  if (known) return known;
  const order = field.toLowerCase() === nameField ? byName(index, descending) : byField(index, field, descending);
  const [oldest] = orders.keys();
  if (orders.size >= mostOrders && oldest !== undefined) orders.delete(oldest);
  orders.set(name, order);
  return order;
}

function ordersOf(index: CatalogIndex): Kept['orders'] {
  const known = kept.get(index);
  if (known?.version === index.version) return known.orders;
  const orders: Kept['orders'] = new Map();
  kept.set(index, { version: index.version, orders });
  return orders;
}

function byName(index: CatalogIndex, descending: boolean): Uint32Array {
  const order = index.order(nameField, descending);
  return Uint32Array.from({ length: order.length }, (_, position) => order.at(position));
}

function byField(index: CatalogIndex, field: string, descending: boolean): Uint32Array {
  const names = orderThenName(index, nameField, false);
  const ranks = new Map<number, number>();
  for (const [rank, document] of names.entries()) ranks.set(document, rank);
  const order = index.order(field, descending);
  const sorted = new Uint32Array(names.length);
  const runs: [value: string | null, documents: number[]][] = [];
  for (let position = 0; position < order.length; position++) {
    const { value } = order.placeAt(position);
    const last = runs.at(-1);
    if (last && last[0] === value) last[1].push(order.at(position));
    else runs.push([value, [order.at(position)]]);
  }
  let at = 0;
  const placed = new Set<number>();
  for (const [, documents] of runs) {
    for (const document of documents.sort((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0))) {
      placed.add(document);
      sorted[at++] = document;
    }
  }
  for (const document of names) if (!placed.has(document)) sorted[at++] = document;
  return sorted;
}
