import { Button } from '@mantine/core';
import { EmptyState, Link } from '@callboard/plugin/web';
import { messages } from './messages.ts';

interface NothingFoundProps {
  term: string;
  spelling: string | undefined;
  hasFilters: boolean;
  onTerm: (term: string) => void;
  onClear: () => void;
}

export function NothingFound({ term, spelling, hasFilters, onTerm, onClear }: NothingFoundProps) {
  const target = new URLSearchParams({ target: term });
  if (!term && !hasFilters)
    return (
      <EmptyState title={messages.empty} icon="search">
        {messages.emptyText}
      </EmptyState>
    );
  return (
    <EmptyState
      title={term && !hasFilters ? messages.none(term) : messages.noneHere}
      icon="search"
      action={
        hasFilters ? (
          <Button onClick={onClear}>{messages.clearFilters}</Button>
        ) : spelling !== undefined ? (
          <Button onClick={() => onTerm(spelling)}>{messages.didYouMean(spelling)}</Button>
        ) : undefined
      }
    >
      <p>{messages.noneText}</p>
      {term && (
        <p>
          <Link to={`/where?${target.toString()}`}>{messages.whereIs(term)}</Link>
        </p>
      )}
    </EmptyState>
  );
}
