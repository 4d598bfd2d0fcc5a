import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useKit } from '@callboard/plugin/web';
import type { ApiError } from '@callboard/plugin/web';

/** What is tried, as it stands in the fields. */
export interface Draft {
  url: string;
  headers: string;
  config: string;
  select: string;
  entity: string;
}

/** What came of it. */
export interface Trial {
  request?: { url?: string; method?: string; headers?: Record<string, string> };
  answer?: string;
  result?: unknown;
  error?: { code: string; message: string; hint: string; position?: number };
}

/** Milliseconds after the last key. */
const PAUSE = 400;

/** Asks a moment after what is asked has changed; while only the expression changes, the last answer is taken again. */
export function useTrial(draft: Draft) {
  const { api } = useKit();
  const [settled] = useDebouncedValue(draft, PAUSE);
  const { select, ...asked } = settled;
  const [round, setRound] = useState(0);
  const key = JSON.stringify([asked, round]);
  const source = { url: asked.url.trim(), headers: linesOf(asked.headers) };
  const rest = { config: linesOf(asked.config), ...(asked.entity ? { entity: asked.entity } : {}) };
  const enabled = source.url !== '';
  const send = (body: object, signal: AbortSignal) =>
    api.json<Trial>('/api/callboard/data-test', { method: 'POST', body, signal });
  const answer = useQuery<Trial, ApiError>({
    queryKey: ['try-data', key],
    queryFn: ({ signal }) => send({ source, ...rest }, signal),
    enabled,
    gcTime: 0,
  });
  const text = answer.data?.answer;
  const selects = select.trim() !== '' && text !== undefined;
  const result = useQuery<Trial, ApiError>({
    queryKey: ['try-data', key, select, text],
    queryFn: ({ signal }) => send({ source: { ...source, select }, ...rest, answer: text }, signal),
    enabled: selects,
    gcTime: 0,
    placeholderData: keepPreviousData,
  });
  return {
    isIdle: !enabled,
    isAsking: answer.isFetching || result.isFetching,
    answer: answer.data,
    result: selects ? result.data : answer.data,
    error: answer.error ?? (selects ? result.error : null),
    again: () => setRound(round + 1),
  };
}

/** `name: value` a line; anything else is passed over. */
function linesOf(text: string): Record<string, string> {
  const pairs = text.split('\n').flatMap((line) => {
    const [, name, value] = /^\s*([\w-]+)\s*:\s*(.*?)\s*$/.exec(line) ?? [];
    return name && value ? [[name, value] as const] : [];
  });
  return Object.fromEntries(pairs);
}
