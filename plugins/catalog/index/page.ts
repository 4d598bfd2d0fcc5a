import type { Bitmap } from './bitmap.ts';
import type { Order, Place } from './order.ts';

/** Which part of an order is asked for: from its start, after a place, or before one. */
export interface PageRequest {
  limit: number;
  offset?: number;
  after?: Place;
  before?: Place;
}

export interface Page {
  documents: number[];
  hasNext: boolean;
  hasPrevious: boolean;
}

/** The members of a set on one page of an order. */
export function pageOf(members: Bitmap, order: Order, request: PageRequest): Page {
  if (request.before) return pageBefore(members, order, request.before, request.limit);
  const start = request.after ? positionAfter(order, request.after) : order.skip(members, request.offset ?? 0);
  const taken = order.take(members, start, request.limit + 1);
  return {
    documents: taken.slice(0, request.limit),
    hasNext: taken.length > request.limit,
    hasPrevious: order.take(members, start - 1, 1, true).length > 0,
  };
}

function pageBefore(members: Bitmap, order: Order, before: Place, limit: number): Page {
  const end = order.position(before);
  const taken = order.take(members, end - 1, limit + 1, true);
  return {
    documents: taken.slice(0, limit).reverse(),
    hasNext: order.take(members, end, 1).length > 0,
    hasPrevious: taken.length > limit,
  };
}

function positionAfter(order: Order, place: Place): number {
  const position = order.position(place);
  if (position === order.length) return position;
  const found = order.placeAt(position);
  return found.value === place.value && found.tie === place.tie ? position + 1 : position;
}
