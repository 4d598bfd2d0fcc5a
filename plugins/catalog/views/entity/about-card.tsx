import { EntityLink, ExternalLink, Icon, Link, Time, useKinds } from '@callboard/plugin/web';
import type { EntityViewProps } from '@callboard/plugin/web';
import type { ReactNode } from 'react';
import { refAt, valuesAt } from '../catalog/columns.ts';
import { messages } from '../messages.ts';
import styles from './entity.module.css';
import { relatedRefs } from './relations.ts';
import { useProvenance } from './use-provenance.ts';

/** What it is, whose it is, and how fresh this is. */
export function AboutCard({ entity, entityRef }: EntityViewProps) {
  const kinds = useKinds();
  const { tags = [], labels = {}, description } = entity.metadata;
  const columns = kinds.find((kind) => kind.kind.toLowerCase() === entity.kind.toLowerCase())?.columns ?? [];
  const owners = relatedRefs(entity, 'ownedBy');
  return (
    <>
      <p className={styles.description}>
        {description ?? <span className={styles.faint}>{messages.about.noDescription}</span>}
      </p>
      <dl className={styles.facts}>
        {owners.length > 0 && (
          <Fact title={messages.about.owner}>
            {owners.map((owner) => (
              <EntityLink key={owner} entityRef={owner} />
            ))}
          </Fact>
        )}
        {columns
          .filter((column) => column.path !== 'spec.owner')
          .map((column) => {
            const values = valuesAt(entity, column.path);
            if (values.length === 0) return null;
            return (
              <Fact key={column.path} title={column.title}>
                {values.map((value) => {
                  const ref = refAt(entity, column.path, value, kinds);
                  return ref ? <EntityLink key={value} entityRef={ref} /> : <span key={value}>{value}</span>;
                })}
              </Fact>
            );
          })}
        {tags.length > 0 && (
          <Fact title={messages.about.tags}>
            {tags.map((tag) => (
              <Link key={tag} to={`/catalog?tag=${encodeURIComponent(tag)}`} className={styles.tag}>
                {tag}
              </Link>
            ))}
          </Fact>
        )}
        {Object.entries(labels).map(([name, value]) => (
          <Fact key={name} title={name.split('/').at(-1) ?? name} hint={name}>
            {value}
          </Fact>
        ))}
        <Freshness entityRef={entityRef} />
      </dl>
    </>
  );
}

function Freshness({ entityRef }: { entityRef: string }) {
  const { data } = useProvenance(entityRef);
  return (
    <>
      <Fact title={messages.about.declaredIn}>
        {data && (
          <ExternalLink href={data.viewUrl ?? ''}>{`${data.repository} · ${data.path}:${data.line}`}</ExternalLink>
        )}
        {data?.editUrl && (
          <ExternalLink href={data.editUrl}>
            <Icon name="edit" size={14} /> {messages.about.edit}
          </ExternalLink>
        )}
      </Fact>
      <Fact title={messages.about.changed}>{data && <Time at={data.changedAt} />}</Fact>
      {data?.checkedAt && (
        <Fact title={messages.about.checked}>
          <Time at={data.checkedAt} />
        </Fact>
      )}
    </>
  );
}

function Fact({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <div>
      <dt title={hint}>{title}</dt>
      <dd>{children}</dd>
    </div>
  );
}
