import { EntityLink, refName } from '@callboard/plugin/web';
import type { CSSProperties } from 'react';
import { stop } from '../shared/use-stops.ts';
import styles from './entity.module.css';
import { Lifecycle } from './lifecycle.tsx';
import { messages } from './messages.ts';
import type { Row } from './types.ts';

interface RelatedRowProps {
  row: Row;
  withOwner?: boolean;
  /** Where a list that draws only what is in sight puts it. */
  style?: CSSProperties;
}

/** An entity in a list: what it is called, its type, its owner, how far along it is. */
export function RelatedRow({ row, withOwner = true, style }: RelatedRowProps) {
  if (row.isMissing) return <MissingRow row={row} />;
  return (
    <li className={styles.row} style={style} {...stop}>
      <span className={styles.rowName}>
        <EntityLink entityRef={row.ref} title={row.title} />
        {row.state && <span className={styles.mark}>{messages.relations.state[row.state]}</span>}
        {row.via && row.via.length > 0 && (
          <span className={styles.faint}>
            {messages.relations.via} {row.via.map((one) => one.title ?? refName(one.ref)).join(', ')}
          </span>
        )}
      </span>
      <span className={styles.rowType}>{row.type}</span>
      <span className={styles.rowOwner}>
        {withOwner &&
          row.owners?.map((owner) => (
            <EntityLink key={owner.ref} entityRef={owner.ref} title={owner.title} icon={false} />
          ))}
      </span>
      <span className={styles.rowLifecycle}>{row.lifecycle && <Lifecycle name={row.lifecycle} />}</span>
    </li>
  );
}

function MissingRow({ row }: { row: Row }) {
  return (
    <li className={styles.row} title={messages.relations.missingHint} {...stop}>
      <span className={styles.rowName}>
        <EntityLink entityRef={row.ref} />
        <span className={styles.missing}>{messages.relations.missing}</span>
      </span>
      <span className={styles.rowNearest}>
        {row.nearest && row.nearest.length > 0 && (
          <>
            {messages.relations.nearest}{' '}
            {row.nearest.map((ref) => (
              <EntityLink key={ref} entityRef={ref} icon={false} />
            ))}
          </>
        )}
      </span>
    </li>
  );
}
