import { EntityLink, ExternalLink, Link, Time, useKinds } from '@callboard/plugin/web';
import type { EntityViewProps } from '@callboard/plugin/web';
import type { ReactNode } from 'react';
import { refAt, valuesAt } from '../catalog/columns.ts';
import styles from './entity.module.css';
import { messages } from './messages.ts';
import { useProvenance } from './use-provenance.ts';

const MISSION = 'callboard.dev/mission';
/** What the header and the cards of teams and people show already. */
const ELSEWHERE = new Set([
  'spec.owner',
  'spec.type',
  'spec.lifecycle',
  'spec.system',
  'spec.domain',
  'spec.parent',
  'spec.profile.email',
  'spec.memberOf',
]);

/** What it is, what it is for, and how fresh this is. */
export function AboutCard({ entity, entityRef }: EntityViewProps) {
  const kinds = useKinds();
  const { tags = [], labels = {}, description, annotations = {} } = entity.metadata;
  const columns = kinds.find((kind) => kind.kind.toLowerCase() === entity.kind.toLowerCase())?.columns ?? [];
  const mission = annotations[MISSION];
  return (
    <>
      <p className={styles.description}>
        {mission ?? description ?? <span className={styles.faint}>{messages.about.noDescription}</span>}
      </p>
      {mission && description && <p className={styles.second}>{description}</p>}
      <dl className={styles.facts}>
        {columns
          .filter((column) => !ELSEWHERE.has(column.path))
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
        {Object.entries(labels).map(([name, value]) => (
          <Fact key={name} title={name.split('/').at(-1) ?? name} hint={name}>
            <Link to={`/catalog?${encodeURIComponent(`metadata.labels.${name}`)}=${encodeURIComponent(value)}`}>
              {value}
            </Link>
          </Fact>
        ))}
        {tags.length > 0 && (
          <Fact title={messages.about.tags}>
            {tags.map((tag) => (
              <Link key={tag} to={`/catalog?tag=${encodeURIComponent(tag)}`} className={styles.tag}>
                {tag}
              </Link>
            ))}
          </Fact>
        )}
      </dl>
      <Freshness entityRef={entityRef} />
    </>
  );
}

/** By which source, checked when, changed when: one quiet line. */
function Freshness({ entityRef }: { entityRef: string }) {
  const { data } = useProvenance(entityRef);
  if (!data) return <p className={styles.freshness} />;
  const place = `${data.repository} · ${data.path}:${data.line}`;
  return (
    <ul className={styles.freshness}>
      <li>
        {messages.about.from}{' '}
        {data.viewUrl ? <ExternalLink href={data.viewUrl}>{place}</ExternalLink> : <span>{place}</span>}
        {data.source && (
          <span title={data.source.target}>
            {' '}
            ({data.source.type} {data.source.target.split('/').filter(Boolean).at(-1)})
          </span>
        )}
      </li>
      {data.editUrl && (
        <li>
          <ExternalLink href={data.editUrl}>{messages.about.edit}</ExternalLink>
        </li>
      )}
      {data.checkedAt && (
        <li>
          {messages.about.checked} <Time at={data.checkedAt} />
        </li>
      )}
      <li>
        {messages.about.changed} <Time at={data.changedAt} />
      </li>
    </ul>
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
