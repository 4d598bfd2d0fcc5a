import { Button, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { FormEvent } from 'react';
import {
  EmptyState,
  EntityLink,
  ErrorState,
  Icon,
  Link,
  LoadingLines,
  Page,
  useApi,
  useUrlState,
} from '@callboard/plugin/web';
import { messages } from './messages.ts';
import type { Explanation } from '../types.ts';
import { Steps } from './steps.tsx';
import styles from './where.module.css';

/** Why a repository, a file or an entity is in the catalog, or why not, step by step. */
export function WherePage() {
  const [params, change] = useUrlState();
  const target = params.get('target') ?? '';
  const [typed, setTyped] = useState(target);
  useEffect(() => setTyped(target), [target]);
  function submit(event: FormEvent) {
    event.preventDefault();
    const next = typed.trim();
    change((all) => (next ? all.set('target', next) : all.delete('target')), { push: true });
  }
  return (
    <Page title={messages.title} description={messages.description}>
      <form className={styles.form} onSubmit={submit}>
        <TextInput
          className={styles.input}
          value={typed}
          autoFocus
          aria-label={messages.label}
          placeholder={messages.placeholder}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" variant="filled" size="sm">
          {messages.ask}
        </Button>
      </form>
      {target ? <Answer target={target} /> : <EmptyState title={messages.empty}>{messages.emptyText}</EmptyState>}
    </Page>
  );
}

/** All of it is there, only a part, nothing. */
const marks = { true: 'done', partly: 'warning', false: 'error' } as const;

function Answer({ target }: { target: string }) {
  const { data, error, refetch } = useApi<Explanation>('/api/callboard/explain', {
    query: { target },
    touchedBy: [{ type: 'entity' }, { type: 'source' }],
  });
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingLines lines={6} />;
  const isWhole = data.steps.every(({ ok }) => ok);
  const partly = isWhole ? 'true' : 'partly';
  const found = data.found ? partly : 'false';
  return (
    <section aria-label={messages.answer} className={styles.answer}>
      <p className={styles.summary} data-found={found} role="status">
        <Icon name={marks[found]} size={18} /> {data.summary}
      </p>
      {data.entityRefs.length > 0 && (
        <ul className={styles.entities}>
          {data.entityRefs.map((ref) => (
            <li key={ref}>
              <EntityLink entityRef={ref} />
            </li>
          ))}
        </ul>
      )}
      <Steps explanation={data} />
      {data.suggestions && data.suggestions.length > 0 && (
        <p className={styles.suggestions}>
          {messages.suggestions}
          {data.suggestions.map((name) => (
            <Link key={name} to={`/where?target=${encodeURIComponent(name)}`}>
              {name}
            </Link>
          ))}
        </p>
      )}
    </section>
  );
}
