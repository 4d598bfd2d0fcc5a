import { useMemo } from 'react';
import { ErrorState, Link, LoadingLines, formatCount, useApi, useUrlState } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import styles from './map.module.css';

interface FacetAnswer {
  facets: Record<string, { value: string; count: number }[]>;
}

interface Group {
  title: string;
  field: string;
  /** Of entities that this filter lets through. */
  filter: string | undefined;
  href: (value: string) => string;
}

const GROUPS: readonly Group[] = [
  {
    title: messages.technologies.tags,
    field: 'metadata.tags',
    filter: undefined,
    href: (value) => `/catalog?tag=${encodeURIComponent(value)}`,
  },
  typesOf('component', messages.technologies.types),
  typesOf('api', messages.technologies.apiTypes),
  typesOf('resource', messages.technologies.resourceTypes),
];

function typesOf(kind: string, title: string): Group {
  return {
    title,
    field: 'spec.type',
    filter: `kind=${kind}`,
    href: (value) => `/catalog?kind=${kind}&type=${encodeURIComponent(value)}`,
  };
}

/** Rows of a table; the text finds the others. */
const MOST = 100;

/** Tags and types with how often they are used, and how often in production. */
export function Technologies() {
  const [params, change] = useUrlState();
  const text = params.get('text') ?? '';
  return (
    <div>
      <p className={styles.bar}>
        <input
          type="search"
          className={styles.search}
          aria-label={messages.technologies.filter}
          placeholder={messages.technologies.filter}
          value={text}
          onChange={({ target }) =>
            change((next) => (target.value ? next.set('text', target.value) : next.delete('text')))
          }
        />
      </p>
      <div className={styles.technologies}>
        {GROUPS.map((group) => (
          <Technology key={group.title} group={group} text={text.trim().toLowerCase()} />
        ))}
      </div>
    </div>
  );
}

function useFacet(field: string, filter: string) {
  return useApi<FacetAnswer>('/api/catalog/entity-facets', {
    query: { facet: field, ...(filter && { filter }) },
    touchedBy: [{ type: 'entity' }],
  });
}

function Technology({ group, text }: { group: Group; text: string }) {
  const { field, filter, title, href } = group;
  const all = useFacet(field, filter ?? '');
  const inProduction = useFacet(field, [filter, 'spec.lifecycle=production'].filter(Boolean).join(','));
  const production = useMemo(
    () => new Map(inProduction.data?.facets[field]?.map(({ value, count }) => [value, count])),
    [inProduction.data, field],
  );
  const rows = useMemo(
    () => (all.data?.facets[field] ?? []).toSorted((a, b) => b.count - a.count || a.value.localeCompare(b.value)),
    [all.data, field],
  );
  const shown = rows.filter(({ value }) => value.toLowerCase().includes(text));
  const most = rows[0]?.count ?? 1;
  if (all.error && !all.data) return <ErrorState error={all.error} onRetry={() => void all.refetch()} />;
  return (
    <section aria-label={title}>
      <h2>
        {title} <span className={styles.faint}>{formatCount(rows.length)}</span>
      </h2>
      {!all.data ? (
        <LoadingLines lines={6} />
      ) : shown.length === 0 ? (
        <p className={styles.faint}>{rows.length === 0 ? messages.technologies.none : messages.technologies.nothing}</p>
      ) : (
        <table className={styles.use}>
          <thead>
            <tr>
              <th>{messages.technologies.name}</th>
              <th>{messages.technologies.all}</th>
              <th>{messages.technologies.production}</th>
            </tr>
          </thead>
          <tbody>
            {shown.slice(0, MOST).map(({ value, count }) => (
              <tr key={value}>
                <td>
                  <i style={{ width: `${(count / most) * 100}%` }} />
                  <Link to={href(value)}>{value}</Link>
                </td>
                <td>{formatCount(count)}</td>
                <td>
                  <Link
                    to={`${href(value)}&lifecycle=production`}
                    aria-label={messages.technologies.inProduction(production.get(value) ?? 0, value)}
                  >
                    {formatCount(production.get(value) ?? 0)}
                  </Link>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {shown.length > MOST && <p className={styles.faint}>{messages.technologies.more(shown.length - MOST)}</p>}
    </section>
  );
}
