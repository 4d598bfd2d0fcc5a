import { useQueryClient } from '@tanstack/react-query';
import { parseEntityRef } from '@callboard/core';
import type { Entity } from '@callboard/core';
import type { Api } from './api.ts';
import { Icon } from './icon.tsx';
import { isEntityRef, refName, useKindIcon } from './kinds.ts';
import { useKit } from './kit-context.ts';
import styles from './kit.module.css';
import { Link } from './link.tsx';
import { apiQuery } from './use-api.ts';
import { useTitle } from './use-title.ts';

/** Page of an entity in the portal. */
export function entityPath(entityRef: string): string {
  const { kind, namespace, name } = parseEntityRef(entityRef.toLowerCase());
  return `/catalog/${encodeURIComponent(namespace)}/${encodeURIComponent(kind)}/${encodeURIComponent(name)}`;
}

/** The read that an entity page starts with. */
export function entityQuery(api: Api, entityRef: string) {
  const { kind, namespace, name } = parseEntityRef(entityRef.toLowerCase());
  const path = [kind, namespace, name].map(encodeURIComponent).join('/');
  return apiQuery<Entity>(api, `/api/catalog/entities/by-name/${path}`, {
    touchedBy: [{ type: 'entity', key: entityRef.toLowerCase() }, { type: 'entity' }],
  });
}

export interface EntityLinkProps {
  entityRef: string;
  /** What to call it; when absent, its title as the catalog has it, or its name. */
  title?: string | undefined;
  /** `false`: no icon before the name. */
  icon?: boolean;
  className?: string;
}

/** A link to an entity, by the name a person uses for it. What is no reference is shown as the text that it is. */
export function EntityLink(props: EntityLinkProps) {
  const { entityRef, title } = props;
  return isEntityRef(entityRef) ? <LinkToEntity {...props} /> : <span>{title ?? entityRef}</span>;
}

function LinkToEntity({ entityRef, title, icon = true, className }: EntityLinkProps) {
  const { api } = useKit();
  const client = useQueryClient();
  const iconName = useKindIcon(entityRef);
  const known = useTitle(entityRef, title === undefined);
  return (
    <span
      className={styles.entityLink}
      title={entityRef}
      onPointerEnter={() => void client.prefetchQuery(entityQuery(api, entityRef))}
    >
      {icon && <Icon name={iconName} className={styles.entityIcon} />}
      <Link to={entityPath(entityRef)} className={className}>
        {title ?? known ?? refName(entityRef)}
      </Link>
    </span>
  );
}
