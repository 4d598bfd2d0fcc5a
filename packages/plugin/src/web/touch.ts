/** What a query shows: a change of this record type, and of this key when one is given, makes its answer old. */
export interface Touch {
  /** A record type such as `entity`, or `source`. */
  type: string;
  /** Refresh as soon as this one changes; without a key, soon after any of the type does. */
  key?: string | undefined;
}

declare module '@tanstack/react-query' {
  interface Register {
    queryMeta: { touchedBy?: readonly Touch[] };
  }
}

/** A change as the event stream tells it. */
export interface ChangeNotice {
  type: string;
  key: string;
}

/** Whether one of the changes concerns exactly what the query shows, by key. */
export function isTouchedByKey(touches: readonly Touch[] | undefined, changes: readonly ChangeNotice[]): boolean {
  return (touches ?? []).some(
    (touch) =>
      touch.key !== undefined && changes.some((change) => change.type === touch.type && change.key === touch.key),
  );
}

/** Whether the query shows many things of a type that changed. */
export function isTouchedByType(touches: readonly Touch[] | undefined, types: ReadonlySet<string>): boolean {
  return (touches ?? []).some((touch) => touch.key === undefined && types.has(touch.type));
}
