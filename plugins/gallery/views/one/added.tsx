import { Card, Link } from '@callboard/plugin/web';
import styles from '../gallery.module.css';
import { messages } from '../messages.ts';
import { addedBy, stateOf } from '../plugins.ts';
import type { Contributed, Plugin } from '../types.ts';

const text = messages.one;
/** Points whose contributions are seen on entities. */
const ON_ENTITIES = new Set(['entityTabs', 'entityCards', 'entityBadges', 'entityActions', 'facts', 'annotations']);

/** All that a plugin adds, by where it is seen. */
export function Added({ plugin }: { plugin: Plugin }) {
  const added = addedBy(plugin);
  const runs = stateOf(plugin) === 'running';
  return (
    <Card title={text.adds}>
      {added.length === 0 && <p className={styles.soft}>{plugin.manifest ? text.addsNothing : text.addsUnknown}</p>}
      <dl className={styles.points}>
        {added.map(({ point, items }) => (
          <div key={point}>
            <dt>{messages.pointTitle(point)}</dt>
            <dd>
              <ul>
                {items.map((item, index) => (
                  <li key={`${keyOf(item)} ${index}`}>
                    <One point={point} item={item} runs={runs} />
                  </li>
                ))}
              </ul>
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

function One({ point, item, runs }: { point: string; item: Contributed; runs: boolean }) {
  const { name, title, feature, description, appliesTo, path } = item;
  const label = title ?? feature ?? name ?? item.id ?? path ?? '';
  const isPlace = point === 'pages' || point === 'navItems';
  const leads = runs && isPlace && path !== undefined && !/[:*]/.test(path);
  const where = item.place !== undefined ? text.places[item.place] : undefined;
  return (
    <>
      {leads ? <Link to={path}>{label}</Link> : <span>{label}</span>}
      {path && <code className={styles.faint}>{isPlace ? path : `…/${path}`}</code>}
      {feature && name && <code className={styles.faint}>{name}</code>}
      {ON_ENTITIES.has(point) && (
        <span className={styles.faint}>
          {text.on} {appliesTo ? <code>{appliesTo}</code> : text.everywhere}
          {where && `, ${where}`}
        </span>
      )}
      {description && <p className={styles.soft}>{description}</p>}
    </>
  );
}

function keyOf({ id, name, path, title }: Contributed): string {
  return id ?? name ?? path ?? title ?? '';
}
