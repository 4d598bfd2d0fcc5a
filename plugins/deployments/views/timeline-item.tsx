import { EntityLink, ExternalLink, Icon, Time } from '@callboard/plugin/web';
import styles from './deployments.module.css';
import { messages } from './messages.ts';
import { placeName } from './place-name.ts';
import { StateMark } from './state-mark.tsx';
import type { Deployment } from './types.ts';
import { Version } from './version.tsx';

const text = messages.timeline;

export function TimelineItem({ deployment, withEntity }: { deployment: Deployment; withEntity: boolean }) {
  const { entityRef, state, since, by, note, url, isInCatalog } = deployment;
  return (
    <li className={styles.item}>
      <span className={styles.itemState}>
        <StateMark state={state} />
      </span>
      <span className={styles.itemWhat}>
        {withEntity &&
          (isInCatalog === false ? <Unknown entityRef={entityRef} /> : <EntityLink entityRef={entityRef} />)}
        <Version of={deployment} />
        <span>{placeName(deployment)}</span>
        {note !== undefined && <span className={styles.soft}>{note}</span>}
      </span>
      <span className={styles.itemWhen}>
        {url !== undefined && <ExternalLink href={url}>{text.run}</ExternalLink>}
        {by !== undefined && <span>{text.by(by)}</span>}
        <Time at={since} />
      </span>
    </li>
  );
}

function Unknown({ entityRef }: { entityRef: string }) {
  return (
    <span className={styles.mark}>
      <code>{entityRef}</code>
      <span className={`${styles.mark} ${styles.yellow}`} title={text.unknownWhy}>
        <Icon name="warning" size={14} /> {text.unknown}
      </span>
    </span>
  );
}
