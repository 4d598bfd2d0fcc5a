import { EntityLink, ErrorState, Icon, Link, LoadingLines, useApi, useMe } from '@callboard/plugin/web';
import { messages } from './messages.ts';
import type { ListName, Report } from './types.ts';
import styles from './upkeep.module.css';

const SHOWN = 3;
const lists: readonly ListName[] = ['incomplete', 'stale', 'links'];

/** What wants tending of what the viewer and their teams own. */
export function MineWidget() {
  const me = useMe();
  const { data, error, refetch } = useApi<Report>('/api/upkeep/report', {
    query: { list: 'incomplete', limit: SHOWN, owner: me.refs },
    touchedBy: [{ type: 'entity' }],
    enabled: me.isChosen,
  });
  if (!me.isChosen) return <p className={styles.soft}>{messages.mineNobody}</p>;
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingLines lines={2} />;
  const wanted = lists.filter((name) => data.counts[name] > 0);
  if (wanted.length === 0) {
    return (
      <p className={styles.good}>
        <Icon name="done" /> {messages.page.noneTitle}
      </p>
    );
  }
  return (
    <>
      <ul className={styles.wanted}>
        {wanted.map((name) => (
          <li key={name}>
            <Link to={`/upkeep?list=${name}&mine=1`}>
              {messages.page.lists[name]} {data.counts[name]}
            </Link>
          </li>
        ))}
        {data.items.map(
          ({ entity, score }) =>
            entity && (
              <li key={entity.ref}>
                <EntityLink entityRef={entity.ref} title={entity.title} /> {messages.complete(score ?? 0)}
              </li>
            ),
        )}
      </ul>
    </>
  );
}
