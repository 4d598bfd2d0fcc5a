import { ErrorState, ExternalLink, LoadingLines, Time, formatCount, useApi } from '@callboard/plugin/web';
import { useState } from 'react';
import { messages } from './messages.ts';
import type { RepositoryItem } from '../types.ts';
import styles from './sources.module.css';

const SHOWN = 50;

/** The repositories of a source, those with a problem first. */
export function Repositories({ sourceId }: { sourceId: string }) {
  const [search, setSearch] = useState('');
  const { data, error, refetch } = useApi<{ items: RepositoryItem[] }>(
    `/api/callboard/sources/${encodeURIComponent(sourceId)}/repositories`,
    {
      touchedBy: [{ type: 'source' }],
    },
  );
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingLines lines={4} />;
  const wanted = search.trim().toLowerCase();
  const found = data.items.filter((repository) => repository.name.toLowerCase().includes(wanted));
  const urgency = (repository: RepositoryItem) => (repository.error ? 2 : 0) + (repository.held > 0 ? 1 : 0);
  const shown = found.toSorted((a, b) => urgency(b) - urgency(a) || a.name.localeCompare(b.name)).slice(0, SHOWN);
  return (
    <div className={styles.repositories}>
      {data.items.length > SHOWN && (
        <input
          className={styles.search}
          value={search}
          placeholder={messages.findRepository}
          aria-label={messages.findRepository}
          onChange={(event) => setSearch(event.target.value)}
        />
      )}
      <ul>
        {shown.map((repository) => (
          <li key={repository.id}>
            <span className={styles.repository}>
              <ExternalLink href={repository.url ?? ''}>{repository.name}</ExternalLink>
            </span>
            <span>{messages.entities(repository.entities, formatCount(repository.entities))}</span>
            {repository.held > 0 && <span className={styles.warn}>{messages.held(formatCount(repository.held))}</span>}
            {repository.error && <span className={styles.warn}>{repository.error}</span>}
            {repository.changedAt && <Time at={repository.changedAt} />}
          </li>
        ))}
      </ul>
      {found.length > shown.length && (
        <p className={styles.faint}>{messages.moreRepositories(formatCount(found.length - shown.length))}</p>
      )}
    </div>
  );
}
