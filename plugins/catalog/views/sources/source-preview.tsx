import { EntityLink, Icon, formatCount, useKinds } from '@callboard/plugin/web';
import { FindingList } from '../shared/finding-item.tsx';
import type { PreviewAnswer, PreviewedEntity } from '../types.ts';
import { messages } from './messages.ts';
import styles from './preview.module.css';

const FINDINGS = 50;

/** What a source would bring in, before it is added: each entity, whose it is, and whether the catalog has it already. */
export function SourcePreview({ preview }: { preview: PreviewAnswer }) {
  const { counts, entities, findings } = preview;
  const nothing = counts.entities === 0;
  const nothingNew = !nothing && counts.new === 0 && counts.conflicts === 0;
  return (
    <div className={styles.preview}>
      <p role="status">
        <strong>
          {nothing ? messages.previewNothing : messages.wouldBring(counts.entities, formatCount(counts.entities))}
        </strong>{' '}
        {!nothing && !nothingNew && `${messages.previewCounts(counts)}. `}
        {counts.findings > 0 && messages.previewFindings(counts.findings, formatCount(counts.findings))}
      </p>
      {nothing && counts.findings === 0 && <p className={styles.soft}>{messages.nothingFound}</p>}
      {nothingNew && <p className={styles.soft}>{messages.previewNothingNew}</p>}
      {!nothing && (
        <ul className={styles.entities} tabIndex={0} aria-label={messages.preview}>
          {entities.map((entity) => (
            <Row key={`${entity.entityRef} ${entity.location} ${entity.line}`} entity={entity} />
          ))}
        </ul>
      )}
      {counts.entities > entities.length && (
        <p className={styles.faint}>{messages.andMore(formatCount(counts.entities - entities.length))}</p>
      )}
      <FindingList findings={findings.slice(0, FINDINGS)} withEntity={false} />
      {counts.findings > FINDINGS && (
        <p className={styles.faint}>{messages.andMore(formatCount(counts.findings - FINDINGS))}</p>
      )}
    </div>
  );
}

function Row({ entity }: { entity: PreviewedEntity }) {
  const kind = useKinds().find((one) => one.kind.toLowerCase() === entity.kind.toLowerCase());
  const { existing, entityRef, name, title = name, owner, location, line } = entity;
  const standing = existing ? (existing.sameFile ? 'same' : 'conflict') : 'new';
  return (
    <li>
      <span className={styles.standing} data-standing={standing}>
        <Icon name={standing === 'conflict' ? 'conflict' : standing === 'same' ? 'done' : 'add'} size={14} />{' '}
        {messages.kindOf[standing]}
      </span>
      <div>
        <p className={styles.first}>
          <span>
            <Icon name={kind?.icon ?? 'unknown'} />{' '}
            {existing ? <EntityLink entityRef={entityRef} title={title} icon={false} /> : <strong>{title}</strong>}
          </span>
          <span className={styles.faint}>
            {kind?.singular ?? entity.kind}
            {entity.type && ` · ${entity.type}`}
          </span>
          <span className={styles.faint}>{owner ?? messages.noOwner}</span>
        </p>
        <p className={styles.place}>
          <code>
            {location.replace(/^(url|file):/, '')}:{line}
          </code>
        </p>
        {existing && !existing.sameFile && (
          <p className={styles.conflict}>
            {messages.conflictWith}{' '}
            <code>
              {existing.location.replace(/^(url|file):/, '')}:{existing.line}
            </code>
          </p>
        )}
      </div>
    </li>
  );
}
