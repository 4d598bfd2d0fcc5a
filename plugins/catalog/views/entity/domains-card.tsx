import { EntityLink, LoadingLines, formatCount } from '@callboard/plugin/web';
import type { EntityViewProps } from '@callboard/plugin/web';
import { messages } from './messages.ts';
import styles from './team.module.css';
import { useTeam } from './use-relations.ts';

/** The domains that a team serves with what it owns. */
export function DomainsCard({ entityRef }: EntityViewProps) {
  const { data } = useTeam(entityRef);
  if (!data) return <LoadingLines lines={2} />;
  const { items } = data.domains;
  if (items.length === 0)
    return data.owned.all === 0 ? null : <p className={styles.faint}>{messages.team.domainsNone}</p>;
  return (
    <ul className={styles.tree}>
      {items.map((domain) => (
        <li key={domain.ref}>
          <span className={styles.teamLine}>
            <EntityLink entityRef={domain.ref} title={domain.title} />
            <span className={styles.faint}>{messages.team.things(domain.count, formatCount(domain.count))}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
