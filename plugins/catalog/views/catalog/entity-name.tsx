import { useQueryClient } from '@tanstack/react-query';
import {
  Icon,
  Link,
  StarButton,
  entityPath,
  entityQuery,
  entityRefOf,
  entityTitle,
  useKindIcon,
  useKit,
} from '@callboard/plugin/web';
import type { Entity } from '@callboard/plugin/web';
import { useKindTitle } from '../shared/use-kind-title.ts';
import { FindingsBadge } from '../shared/findings-badge.tsx';
import styles from './catalog.module.css';
import type { FindingCounts } from './use-finding-counts.ts';

interface EntityNameProps {
  entity: Entity;
  index: number;
  counts: FindingCounts | undefined;
}

/** The name of a row, which opens it, with its findings and its star. What it leads to is fetched when one points at it. */
export function EntityName({ entity, index, counts }: EntityNameProps) {
  const { api } = useKit();
  const client = useQueryClient();
  const entityRef = entityRefOf(entity);
  const icon = useKindIcon(entity.kind);
  const kindTitle = useKindTitle();
  const title = entityTitle(entity);
  return (
    <span className={styles.name} onPointerEnter={() => void client.prefetchQuery(entityQuery(api, entityRef))}>
      <Icon name={icon} className={styles.nameIcon} label={kindTitle(entity.kind)} />
      <Link to={entityPath(entityRef)} data-row={index} title={entityRef}>
        {title}
      </Link>
      <FindingsBadge entityRef={entityRef} counts={counts} />
      <StarButton entityRef={entityRef} title={title} className={styles.star} />
    </span>
  );
}
