import { EntityLink } from '@callboard/plugin/web';
import styles from './header.module.css';
import { messages } from './messages.ts';
import { useRelations } from './use-relations.ts';

/** What the entity is part of, the outermost first. Its line is there from the start, so that nothing jumps. */
export function Breadcrumb({ entityRef }: { entityRef: string }) {
  const { data } = useRelations(entityRef);
  return (
    <nav aria-label={messages.entity.path} className={styles.path}>
      <ol>
        {(data?.path ?? []).map((one) => (
          <li key={one.ref}>
            <EntityLink entityRef={one.ref} title={one.title} />
          </li>
        ))}
      </ol>
    </nav>
  );
}
