import { EntityActions, EntityLink, Icon, entityTitle, useEntity, useKind, useKindIcon } from '@callboard/plugin/web';
import { valuesAt } from '../catalog/columns.ts';
import { Breadcrumb } from './breadcrumb.tsx';
import { EntityBadges } from './entity-badges.tsx';
import { EntityMenu } from './entity-menu.tsx';
import styles from './header.module.css';
import { Lifecycle } from './lifecycle.tsx';
import { MessageButton } from './message-button.tsx';
import { messages } from './messages.ts';
import { QuickLinks } from './quick-links.tsx';
import { StarButton } from './star-button.tsx';
import { useAddressees } from './use-owners.ts';

const LABELS_SHOWN = 2;

/** Name, kind, type, lifecycle, owner, how to reach them, and what an incident needs first: enough for most visits. */
export function EntityHeader() {
  const { entity, entityRef } = useEntity();
  const icon = useKindIcon(entityRef);
  const kind = useKind(entity.kind);
  const { owners, isSelf } = useAddressees(entity, entityRef);
  const labels = Object.entries(entity.metadata.labels ?? {}).slice(0, LABELS_SHOWN);
  return (
    <header className={styles.header}>
      <Breadcrumb entityRef={entityRef} />
      <div className={styles.main}>
        <Icon name={icon} size={28} className={styles.icon} />
        <div className={styles.text}>
          <div className={styles.title}>
            <h1 title={entityRef}>{entityTitle(entity)}</h1>
            <StarButton entityRef={entityRef} />
          </div>
          <ul className={styles.facts}>
            <li>{kind?.singular ?? entity.kind}</li>
            {valuesAt(entity, 'spec.type').map((type) => (
              <li key={type}>{type}</li>
            ))}
            {valuesAt(entity, 'spec.lifecycle').map((lifecycle) => (
              <li key={lifecycle}>
                <Lifecycle name={lifecycle} />
              </li>
            ))}
            {!isSelf &&
              owners.map((owner) => (
                <li key={owner.entityRef}>
                  {messages.entity.by} <EntityLink entityRef={owner.entityRef} title={owner.title} icon={false} />
                </li>
              ))}
            {labels.map(([name, value]) => (
              <li key={name} title={name} className={styles.label}>
                {name.split('/').at(-1)} {value}
              </li>
            ))}
            <EntityBadges />
          </ul>
        </div>
        <div className={styles.right}>
          <div className={styles.actions}>
            <MessageButton owners={owners} isSelf={isSelf} />
            <EntityActions />
            <EntityMenu />
          </div>
          <QuickLinks links={entity.metadata.links ?? []} />
        </div>
      </div>
    </header>
  );
}
