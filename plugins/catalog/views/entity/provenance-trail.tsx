import { CopyButton, ExternalLink, Icon, Link, Time, useAction } from '@callboard/plugin/web';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { messages } from './messages.ts';
import type { Provenance } from '../types.ts';
import styles from './entity.module.css';

/** Source → repository → file and line → when it was read. */
export function ProvenanceTrail({ provenance }: { provenance: Provenance }) {
  const { source, repository, path, line, document: place, viewUrl, editUrl, location } = provenance;
  const refresh = useAction((api) => api.text('/api/catalog/refresh', { body: { entityRef: provenance.entityRef } }), {
    done: () => messages.source.reading,
    refreshes: ['/api/callboard/', '/api/catalog/'],
  });
  const file = `${path}:${line}`;
  return (
    <ol className={styles.trail} aria-label={messages.source.trail}>
      {source && (
        <Stop icon={source.type === 'git' ? 'git' : 'sources'} title={messages.source.source}>
          <Link to="/sources">{source.target}</Link> <span className={styles.faint}>{source.type}</span>
        </Stop>
      )}
      <Stop icon="box" title={messages.source.repository}>
        {repository}
      </Stop>
      <Stop icon="file" title={messages.source.file}>
        <ExternalLink href={viewUrl ?? ''}>
          <code>{file}</code>
        </ExternalLink>
        <CopyButton text={location} label={messages.source.copyLocation} />
        {place > 1 && <span className={styles.faint}>{messages.source.document(place)}</span>}
        {editUrl && <ExternalLink href={editUrl}>{messages.source.edit}</ExternalLink>}
      </Stop>
      <Stop icon="waiting" title={messages.source.read}>
        {provenance.checkedAt ? <Time at={provenance.checkedAt} /> : messages.source.notRead}
        <Button size="compact-xs" loading={refresh.isPending} onClick={() => refresh.mutate()}>
          {messages.source.readAgain}
        </Button>
        {source?.nextAt && (
          <span className={styles.faint}>
            {messages.source.next} <Time at={source.nextAt} />
          </span>
        )}
        <span className={styles.faint}>
          {messages.source.changed} <Time at={provenance.changedAt} />
        </span>
        <span className={styles.faint}>
          {messages.source.since} <Time at={provenance.createdAt} />
        </span>
      </Stop>
    </ol>
  );
}

function Stop({ icon, title, children }: { icon: string; title: string; children: ReactNode }) {
  return (
    <li>
      <Icon name={icon} />
      <div>
        <p className={styles.stopTitle}>{title}</p>
        <div className={styles.stopText}>{children}</div>
      </div>
    </li>
  );
}
