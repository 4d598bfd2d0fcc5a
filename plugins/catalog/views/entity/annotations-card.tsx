import { ExternalLink, formatCount, safeHref } from '@callboard/plugin/web';
import type { EntityViewProps } from '@callboard/plugin/web';
import styles from './entity.module.css';
import { messages } from './messages.ts';

/** What tools know the entity by; folded, since most readers need none of it. */
export function AnnotationsCard({ entity }: EntityViewProps) {
  const annotations = Object.entries(entity.metadata.annotations ?? {});
  if (annotations.length === 0) return <p className={styles.faint}>{messages.annotations.none}</p>;
  return (
    <details className={styles.annotations}>
      <summary>{messages.annotations.show(annotations.length, formatCount(annotations.length))}</summary>
      <dl>
        {annotations.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{safeHref(value) ? <ExternalLink href={value}>{value}</ExternalLink> : <code>{value}</code>}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
