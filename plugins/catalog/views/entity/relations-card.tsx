import { ErrorState, LoadingLines } from '@callboard/plugin/web';
import type { EntityViewProps } from '@callboard/plugin/web';
import styles from './entity.module.css';
import { messages } from './messages.ts';
import { RelationGroupList } from './relation-group.tsx';
import { shownGroups } from './relations.ts';
import { useRelations } from './use-relations.ts';

/** Everything that hangs together with the entity, in both directions, in plain words. */
export function RelationsCard({ entityRef }: EntityViewProps) {
  const { data, error, refetch } = useRelations(entityRef);
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingLines lines={6} />;
  const groups = shownGroups(data.groups);
  // What only has relations that other cards show needs no word about having none.
  if (groups.length === 0)
    return data.groups.some(({ type }) => type !== 'ownedBy') ? null : (
      <p className={styles.faint}>{messages.relations.none}</p>
    );
  return (
    <div className={styles.relations}>
      {groups.map((group) => (
        <RelationGroupList
          key={`${group.type} ${group.kind}`}
          group={group}
          entityRef={entityRef}
          isOnlyKind={groups.filter(({ type }) => type === group.type).length === 1}
        />
      ))}
    </div>
  );
}
