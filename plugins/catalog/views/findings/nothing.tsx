import { Button } from '@mantine/core';
import { EmptyState, useUrlState } from '@callboard/plugin/web';
import { messages as shared } from '../messages.ts';
import { messages } from './messages.ts';
import { FILTERS, useFindingQuery } from './use-finding-query.ts';

/** No finding: because all is well, or because of what was asked. */
export function Nothing() {
  const query = useFindingQuery();
  const [, change] = useUrlState();
  const names = [...FILTERS, 'level'] as const;
  if (names.every((name) => query[name] === undefined))
    return (
      <EmptyState icon="done" title={shared.findings.none}>
        {shared.findings.noneText}
      </EmptyState>
    );
  const clear = () => change((next) => names.forEach((name) => next.delete(name)), { push: true });
  return (
    <EmptyState
      icon="filter"
      title={messages.page.nothing}
      action={<Button onClick={clear}>{messages.page.clearAll}</Button>}
    >
      {messages.page.nothingText}
    </EmptyState>
  );
}
