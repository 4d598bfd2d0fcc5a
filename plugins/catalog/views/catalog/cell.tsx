import { EntityLink, Time, formatCount } from '@callboard/plugin/web';
import type { Entity, KindInfo } from '@callboard/plugin/web';
import { useKindTitle } from '../shared/use-kind-title.ts';
import { refAt, valuesAt } from './columns.ts';
import styles from './catalog.module.css';

const SHOWN = 2;
const MOMENT = /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/;

/** A field of an entity in a table; references are links. */
export function Cell({ entity, path, kinds }: { entity: Entity; path: string; kinds: readonly KindInfo[] }) {
  const kindTitle = useKindTitle();
  const values = [...new Set(valuesAt(entity, path))];
  const more = values.length - SHOWN;
  return (
    <span className={styles.cell}>
      {values.slice(0, SHOWN).map((value) => {
        const ref = refAt(entity, path, value, kinds);
        if (ref) return <EntityLink key={value} entityRef={ref} icon={false} />;
        return (
          <span key={value} title={value}>
            {MOMENT.test(value) ? <Time at={value} /> : path === 'kind' ? kindTitle(value) : value}
          </span>
        );
      })}
      {more > 0 && (
        <span className={styles.more} title={values.slice(SHOWN).join(', ')}>
          +{formatCount(more)}
        </span>
      )}
    </span>
  );
}
