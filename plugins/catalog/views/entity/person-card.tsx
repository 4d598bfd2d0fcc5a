import { EntityLink, LoadingLines, entityRefOf, entityTitle, refIn, useApi } from '@callboard/plugin/web';
import type { Entity, EntityViewProps } from '@callboard/plugin/web';
import { valuesAt } from '../catalog/columns.ts';
import type { EntityPage } from '../types.ts';
import { Avatar } from './avatar.tsx';
import { messages } from './messages.ts';
import styles from './team.module.css';
import { TeamLine } from './team-tree-card.tsx';
import { useTeam } from './use-relations.ts';

const MANAGER = 'spec.profile.manager';
const MOST_REPORTS = 50;

/** A person's teams and role, whom they report to and who reports to them. */
export function PersonCard({ entity, entityRef }: EntityViewProps) {
  const { data } = useTeam(entityRef);
  if (!data) return <LoadingLines lines={4} />;
  return (
    <>
      <p className={styles.person}>
        <Avatar name={entityTitle(entity)} picture={valuesAt(entity, 'spec.profile.picture')[0]} size={40} />
        <span>{data.role?.replaceAll('-', ' ')}</span>
      </p>
      {data.memberOf.length === 0 && <p className={styles.faint}>{messages.team.memberOfNone}</p>}
      <ul className={styles.tree}>
        {data.memberOf.map((team) => (
          <li key={team.ref}>
            <TeamLine team={team} />
          </li>
        ))}
      </ul>
      <Manager entity={entity} />
      <Reports entity={entity} entityRef={entityRef} />
    </>
  );
}

function Manager({ entity }: { entity: Entity }) {
  const [manager] = valuesAt(entity, MANAGER);
  const ref = manager && refIn(entity, manager, 'User');
  if (!ref) return null;
  return (
    <p className={styles.line}>
      <span className={styles.faint}>{messages.team.manager}</span> <EntityLink entityRef={ref} />
    </p>
  );
}

function Reports({ entity, entityRef }: EntityViewProps) {
  const names = [entity.metadata.name, entityRef].map((name) => `${MANAGER}=${name}`);
  const { data } = useApi<EntityPage>('/api/catalog/entities/by-query', {
    query: {
      filter: names.join(','),
      limit: MOST_REPORTS,
      fields: 'kind,metadata.name,metadata.namespace,metadata.title,spec.profile.displayName',
    },
    touchedBy: [{ type: 'entity' }],
  });
  if (!data || data.totalItems === 0) return null;
  return (
    <p className={styles.line}>
      <span className={styles.faint}>{messages.team.reports}</span>
      {data.items.map((report) => (
        <EntityLink key={entityRefOf(report)} entityRef={entityRefOf(report)} title={entityTitle(report)} />
      ))}
    </p>
  );
}
