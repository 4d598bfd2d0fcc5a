import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { apiQuery, entityRefOf, useKit } from '@callboard/plugin/web';
import type { Entity, Level } from '@callboard/plugin/web';

export type FindingCounts = Partial<Record<Level, number>>;

/** Rows whose findings are asked for together. */
const CHUNK = 50;

interface CountsAnswer {
  counts: Record<string, FindingCounts>;
}

/** Findings of the entities in sight, by reference and level. */
export function useFindingCounts(
  at: (index: number) => Entity | undefined,
  first: number,
  last: number,
): Map<string, FindingCounts> {
  const { api } = useKit();
  const chunks: string[][] = [];
  for (let start = Math.floor(first / CHUNK) * CHUNK; start <= last; start += CHUNK) {
    const entities = Array.from({ length: CHUNK }, (_, step) => at(start + step)).filter(
      (entity) => entity !== undefined,
    );
    if (entities.length > 0) chunks.push(entities.map(entityRefOf));
  }
  const results = useQueries({
    queries: chunks.map((refs) =>
      apiQuery<CountsAnswer>(api, '/api/callboard/list/findings', {
        body: { refs },
        touchedBy: [{ type: 'entity' }, { type: 'source' }],
      }),
    ),
  });
  const answers = results.map((result) => result.data);
  // The answers are a new list on each render; what counts is what is in it.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  return useMemo(() => new Map(answers.flatMap((answer) => Object.entries(answer?.counts ?? {}))), answers);
}
