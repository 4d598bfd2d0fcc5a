import { ErrorState, Link, LoadingLines, entityPath, useApi } from '@callboard/plugin/web';
import type { EntityViewProps } from '@callboard/plugin/web';
import { messages } from './messages.ts';
import { Meter } from './meter.tsx';
import { upkeepPath } from './types.ts';
import type { EntityUpkeep } from './types.ts';
import styles from './upkeep.module.css';

const SHOWN = 2;

/** How complete the description is, and what is missed most. */
export function CompletenessCard({ entity, entityRef }: EntityViewProps) {
  const { data, error, refetch } = useApi<EntityUpkeep>(upkeepPath(entity), {
    touchedBy: [{ type: 'entity', key: entityRef }],
  });
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingLines lines={2} />;
  const { score, fields } = data.completeness;
  const missing = fields.filter(({ isThere }) => !isThere);
  return (
    <>
      <Meter score={score} />
      {missing.length > 0 && (
        <>
          <ul className={styles.wanted} aria-label={messages.mostWanted}>
            {missing.slice(0, SHOWN).map(({ id, label, why }) => (
              <li key={id}>
                <b>{label}</b> <span className={styles.soft}>{why}</span>
              </li>
            ))}
          </ul>
          <Link to={`${entityPath(entityRef)}/upkeep`}>{messages.toTab}</Link>
        </>
      )}
    </>
  );
}
