import {
  ErrorState,
  Link,
  LoadingLines,
  formatCount,
  useApi,
  useKinds,
  useStars,
  useUrlState,
} from '@callboard/plugin/web';
import type { Entity } from '@callboard/plugin/web';
import type { FacetCounts } from '../catalog/use-facets.ts';
import styles from './home.module.css';
import { messages } from './messages.ts';
import { Section } from './section.tsx';
import { Things } from './things.tsx';
import { ROW_FIELDS } from './use-owners.ts';

const SHOWN = 10;

/** What the viewer and their teams own, with all teams below: components first, the other kinds a click away. */
export function Mine({ me }: { me: readonly string[] }) {
  const [params, change] = useUrlState();
  const { refs: stars } = useStars();
  const kinds = useKinds();
  const choice = { show: 'owned', me, stars };
  const counted = useApi<{ facets: FacetCounts[] }>('/api/callboard/list/facets', {
    body: { ...choice, facets: [{ field: 'kind', limit: 50 }] },
    touchedBy: [{ type: 'entity' }],
  });
  const counts = counted.data?.facets[0]?.values;
  const known = (name: string) => counts?.find(({ value }) => value.toLowerCase() === name);
  const wanted = (params.get('mine') ?? 'component').toLowerCase();
  const kind = (known(wanted) ?? counts?.[0])?.value ?? '';
  const list = useApi<{ items: Entity[]; total: number }>('/api/callboard/list', {
    body: { ...choice, where: [{ field: 'kind', values: [kind] }], limit: SHOWN, fields: ROW_FIELDS },
    touchedBy: [{ type: 'entity' }],
    enabled: kind !== '',
    keepPrevious: true,
  });
  const error = counted.error ?? list.error;
  const items = list.data?.items;
  if (error && !items) return <ErrorState error={error} onRetry={() => void counted.refetch()} />;
  const total = counts?.reduce((sum, { count }) => sum + count, 0) ?? 0;
  return (
    <Section
      title={messages.mine.title}
      actions={total > 0 && <Link to="/catalog?show=owned">{messages.mine.all(formatCount(total))}</Link>}
    >
      {counts?.length === 0 && <p className={styles.quiet}>{messages.mine.none}</p>}
      {counts && counts.length > 1 && (
        <div role="group" aria-label={messages.mine.kinds} className={styles.tabs}>
          {counts.map(({ value, count }) => {
            const named = kinds.find((one) => one.kind.toLowerCase() === value.toLowerCase());
            return (
              <button
                key={value}
                type="button"
                aria-pressed={value === kind}
                onClick={() => change((next) => next.set('mine', value.toLowerCase()))}
              >
                {named?.plural.replace(/^[a-z]/, (first) => first.toUpperCase()) ?? value}{' '}
                <span>{formatCount(count)}</span>
              </button>
            );
          })}
        </div>
      )}
      {items && counts?.length !== 0 && <Things label={messages.mine.title} entities={items} />}
      {!items && counts?.length !== 0 && <LoadingLines lines={6} />}
      {items && list.data && list.data.total > items.length && (
        <Link to={`/catalog?show=owned&kind=${encodeURIComponent(kind.toLowerCase())}`} className={styles.all}>
          {messages.findings.all(formatCount(list.data.total))}
        </Link>
      )}
    </Section>
  );
}
