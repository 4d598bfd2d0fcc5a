import {
  EntityLink,
  ErrorState,
  Icon,
  Link,
  LoadingLines,
  formatCount,
  refName,
  useTitle,
  useApi,
  useUrlState,
} from '@callboard/plugin/web';
import type { Level } from '@callboard/plugin/web';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { FindingList } from '../shared/finding-item.tsx';
import type { FindingGroupItem, FindingPage, SourceItem } from '../types.ts';
import { messages } from './messages.ts';
import { Nothing } from './nothing.tsx';
import { useFindingQuery, type GroupBy } from './use-finding-query.ts';
import styles from './groups.module.css';

const PATH = '/api/callboard/findings';
const TOUCHED = [{ type: 'entity' }, { type: 'source' }];
const SHOWN = 20;
const LEVELS: Level[] = ['error', 'warning', 'info'];

/** Findings by what they have in common: how many, and on demand which. */
export function FindingGroups({ by }: { by: GroupBy }) {
  const { level, ...query } = useFindingQuery();
  const { data, error, refetch } = useApi<FindingPage>(PATH, {
    query: { ...query, group: by, limit: 0 },
    touchedBy: TOUCHED,
    keepPrevious: true,
  });
  const sources = useApi<{ items: SourceItem[] }>('/api/callboard/sources', { touchedBy: [{ type: 'source' }] });
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data?.groups) return <LoadingLines lines={8} />;
  const groups = data.groups.filter(({ counts }) => sizeOf(counts, level) > 0);
  if (groups.length === 0) return <Nothing />;
  const title = ({ value }: FindingGroupItem) => {
    if (value === null) return messages.page.unknown[by];
    if (by === 'owner') return <OwnerName owner={value} />;
    if (by === 'sourceId') return sources.data?.items.find(({ id }) => id === value)?.target ?? value;
    return value;
  };
  return (
    <ul className={styles.groups}>
      {groups.map((group) => (
        <Group key={`${by} ${group.value}`} by={by} group={group} title={title(group)} />
      ))}
    </ul>
  );
}

function OwnerName({ owner }: { owner: string }) {
  return useTitle(owner) ?? refName(owner);
}

function sizeOf(counts: FindingGroupItem['counts'], level: string | undefined): number {
  return LEVELS.filter((one) => level === undefined || one === level).reduce((sum, one) => sum + counts[one], 0);
}

function Group({ by, group, title }: { by: GroupBy; group: FindingGroupItem; title: ReactNode }) {
  const [open, setOpen] = useState(false);
  const query = useFindingQuery();
  const own = group.value === null ? { unowned: 'true' } : { [by]: group.value };
  const canOpen = group.value !== null || by === 'owner';
  return (
    <li>
      <button
        type="button"
        className={styles.group}
        aria-expanded={open}
        disabled={!canOpen}
        onClick={() => setOpen(!open)}
      >
        <Icon name={open ? 'down' : 'right'} size={14} />
        <span className={styles.title} data-code={by === 'code' || undefined}>
          {title}
        </span>
        {LEVELS.map((level) => (
          <span
            key={level}
            className={styles.count}
            data-level={level}
            data-none={group.counts[level] === 0 || undefined}
          >
            <Icon name={level} size={13} label={messages.page.counts[level]} /> {formatCount(group.counts[level])}
          </span>
        ))}
      </button>
      {open && <GroupFindings query={{ ...query, ...own }} owner={by === 'owner' ? group.value : null} />}
    </li>
  );
}

interface GroupFindingsProps {
  query: Record<string, string | undefined>;
  /** Whose findings they are, where that is what they have in common. */
  owner: string | null;
}

function GroupFindings({ query, owner }: GroupFindingsProps) {
  const [params] = useUrlState();
  const { data, error, refetch } = useApi<FindingPage>(PATH, { query: { ...query, limit: SHOWN }, touchedBy: TOUCHED });
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingLines lines={4} />;
  const next = new URLSearchParams(params);
  next.delete('group');
  for (const [name, value] of Object.entries(query)) if (value !== undefined) next.set(name, value);
  return (
    <div className={styles.inside}>
      {owner !== null && (
        <p className={styles.links}>
          <EntityLink entityRef={owner} />
          <Link to={`/findings?${next.toString()}`}>{messages.page.onlyIts}</Link>
        </p>
      )}
      <FindingList findings={data.items} />
      {data.total > data.items.length && (
        <Link to={`/findings?${next.toString()}`}>{messages.page.all(data.total, formatCount(data.total))}</Link>
      )}
    </div>
  );
}
