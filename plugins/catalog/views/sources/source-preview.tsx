import { Icon, entityRefOf, entityTitle, formatCount, useKinds } from '@callboard/plugin/web';
import type { Entity } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import { FindingList } from '../shared/finding-item.tsx';
import type { PreviewAnswer } from '../types.ts';
import styles from './sources.module.css';

const SHOWN = 30;

/** What a source would bring in, before it is added. */
export function SourcePreview({ preview }: { preview: PreviewAnswer }) {
  const { entities, findings } = preview;
  return (
    <div className={styles.preview}>
      <p role="status">
        <strong>{messages.sources.wouldBring(entities.length, formatCount(entities.length))}</strong>{' '}
        {findings.length > 0 && messages.sources.previewFindings(findings.length, formatCount(findings.length))}
      </p>
      {entities.length === 0 && <p className={styles.soft}>{messages.sources.nothingFound}</p>}
      <ul className={styles.previewEntities}>
        {entities.slice(0, SHOWN).map((entity) => (
          <PreviewedEntity key={entityRefOf(entity)} entity={entity} />
        ))}
      </ul>
      {entities.length > SHOWN && (
        <p className={styles.faint}>{messages.sources.andMore(formatCount(entities.length - SHOWN))}</p>
      )}
      <FindingList findings={findings.slice(0, SHOWN)} withEntity={false} />
    </div>
  );
}

function PreviewedEntity({ entity }: { entity: Entity }) {
  const kind = useKinds().find((one) => one.kind.toLowerCase() === entity.kind.toLowerCase());
  return (
    <li title={entityRefOf(entity)}>
      <Icon name={kind?.icon ?? 'unknown'} /> {entityTitle(entity)}{' '}
      <span className={styles.faint}>{kind?.singular ?? entity.kind}</span>
    </li>
  );
}
