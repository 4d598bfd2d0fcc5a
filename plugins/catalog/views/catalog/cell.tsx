import { EntityLink, formatCount } from '@callboard/plugin/web';
import type { Entity, KindInfo } from '@callboard/plugin/web';
import { refAt, valuesAt } from './columns.ts';
import styles from './catalog.module.css';

const SHOWN = 2;

/** A field of an entity in a table; references are links. */
export function Cell({ entity, path, kinds }: { entity: Entity; path: string; kinds: readonly KindInfo[] }) {
  const values = valuesAt(entity, path);
  const more = values.length - SHOWN;
  return (
    <span className={styles.cell}>
      {values.slice(0, SHOWN).map((value) => {
        const ref = refAt(entity, path, value, kinds);
        return ref ? <EntityLink key={value} entityRef={ref} icon={false} /> : <span key={value}>{value}</span>;
      })}
      {more > 0 && <span className={styles.more}>+{formatCount(more)}</span>}
    </span>
  );
}
