import { Button } from '@mantine/core';
import { formatCount } from '@callboard/plugin/web';
import { messages } from './messages.ts';
import type { Answer } from './types.ts';
import styles from './search.module.css';

interface PagesProps {
  answer: Answer;
  size: number;
  onPage: (cursor: string) => void;
}

export function Pages({ answer, size, onPage }: PagesProps) {
  const { previousPageCursor: previous, nextPageCursor: next, results, numberOfResults } = answer;
  const from = results[0]?.rank ?? 0;
  if (numberOfResults <= size || from === 0) return null;
  return (
    <nav aria-label={messages.pages} className={styles.pages}>
      <Button disabled={previous === undefined} onClick={() => previous !== undefined && onPage(previous)}>
        {messages.previous}
      </Button>
      <span>
        {messages.shown(formatCount(from), formatCount(from + results.length - 1), formatCount(numberOfResults))}
      </span>
      <Button disabled={next === undefined} onClick={() => next !== undefined && onPage(next)}>
        {messages.next}
      </Button>
    </nav>
  );
}
