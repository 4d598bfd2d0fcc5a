import { useQueries } from '@tanstack/react-query';
import { apiQuery, useKit } from '@callboard/plugin/web';
import type { ApiError, QueryParams, Touch } from '@callboard/plugin/web';
import { useDeferredValue, useEffect, useMemo, useState } from 'react';

/** A long list of which only the pages in sight are held: any place of it can be shown at once. */
export interface Paged<Item> {
  /** Exact number of items; `undefined` until the first answer. */
  total: number | undefined;
  /** `undefined` while its page is on its way. */
  at(index: number): Item | undefined;
  /** Says which indexes are in sight. */
  show(first: number, last: number): void;
  /** Whether what is shown is still that of the question before. */
  isOld: boolean;
  error: ApiError | undefined;
  retry(): void;
}

interface Shape<Answer, Item> {
  /** Gets offset and limit on top, as parameters; or in a body, for a question that is too long for an address. */
  query?: QueryParams;
  body?: object;
  items(answer: Answer): readonly Item[];
  total(answer: Answer): number;
  touchedBy: readonly Touch[];
}

interface Snapshot<Item> {
  total: number | undefined;
  at(index: number): Item | undefined;
}

const PAGE = 100;

/** Reads a list by pages, those in sight only, so that a live change asks for no more than what is on the screen. */
export function usePaged<Answer, Item>(
  path: string,
  { query, body, items, total, touchedBy }: Shape<Answer, Item>,
): Paged<Item> {
  const { api } = useKit();
  const [pages, setPages] = useState<readonly number[]>([0]);
  const results = useQueries({
    queries: pages.map((page) => {
      const range = { offset: page * PAGE, limit: PAGE };
      const asked = body ? { body: { ...body, ...range } } : { query: { ...query, ...range } };
      return apiQuery<Answer>(api, path, { ...asked, touchedBy });
    }),
  });
  const answers = results.map((result) => result.data);
  const answered = answers.find((answer) => answer !== undefined);

  const current = useMemo<Snapshot<Item>>(() => {
    const known = new Map(pages.map((page, place) => [page, answers[place]]));
    return {
      total: answered === undefined ? undefined : total(answered),
      at(index) {
        const answer = known.get(Math.floor(index / PAGE));
        return answer === undefined ? undefined : items(answer)[index % PAGE];
      },
    };
    // `answers` is a new list on each render; what counts is what is in it.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [pages, ...answers]);

  const [last, setLast] = useState(current);
  // The first rows are drawn in slices, so that the keyboard is answered meanwhile; what changes later at once.
  const drawn = useDeferredValue(current);
  const isFirst = drawn.total === undefined && last.total === undefined;
  useEffect(() => {
    if (drawn.total !== undefined) setLast(current.total === undefined ? drawn : current);
  }, [current, drawn]);

  const failed = results.find((result) => result.error);
  const rest = current.total === undefined ? last : current;
  const shown = isFirst ? drawn : rest;
  return {
    ...shown,
    isOld: current.total === undefined && last.total !== undefined,
    error: failed?.error ?? undefined,
    retry: () => void failed?.refetch(),
    show(first, end) {
      const from = Math.floor(Math.max(0, first) / PAGE);
      const to = Math.floor(Math.max(0, end) / PAGE);
      if (from === pages[0] && to === pages.at(-1)) return;
      setPages(Array.from({ length: to - from + 1 }, (_, step) => from + step));
    },
  };
}
