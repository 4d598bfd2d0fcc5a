import { Card, EntityLink, ExternalLink, Icon, Time } from '@callboard/plugin/web';
import styles from '../gallery.module.css';
import { messages } from '../messages.ts';
import type { PluginService } from '../types.ts';

const text = messages.one.service;

/** The service behind a plugin: where it is, and whether it fares well. */
export function Service({ service }: { service: PluginService }) {
  const { url, readAt, checkedAt, problem, addedBy, resting } = service;
  return (
    <Card title={text.title}>
      <dl className={styles.pairs}>
        <div>
          <dt>{text.address}</dt>
          <dd>
            <ExternalLink href={url}>{url}</ExternalLink>
          </dd>
        </div>
        {readAt && (
          <div>
            <dt>{text.read}</dt>
            <dd>
              <Time at={readAt} />
            </dd>
          </div>
        )}
        {checkedAt && (
          <div>
            <dt>{text.checked}</dt>
            <dd>
              <Time at={checkedAt} />
            </dd>
          </div>
        )}
        <div>
          <dt>{text.added}</dt>
          <dd>{addedBy === undefined ? text.configured : <EntityLink entityRef={addedBy} icon={false} />}</dd>
        </div>
      </dl>
      {resting && (
        <p role="status">
          <Icon name="warning" size={14} /> {text.resting}
        </p>
      )}
      {problem && readAt && (
        <p className={styles.lastError} role="status">
          {text.problem} {problem}
        </p>
      )}
    </Card>
  );
}
