import { Link } from '@callboard/plugin/web';
import styles from '../gallery.module.css';
import { messages } from '../messages.ts';
import { Owner } from '../owner.tsx';
import { addedInWords, reasonOf } from '../plugins.ts';
import { StateMark } from '../state-mark.tsx';
import type { Plugin } from '../types.ts';

const { columns, ...text } = messages.list;

/** The plugins, one a row; a list on a narrow screen. */
export function PluginTable({ plugins }: { plugins: readonly Plugin[] }) {
  return (
    <table className={styles.table} aria-label={text.table}>
      <thead>
        <tr>
          {Object.entries(columns).map(([name, head]) => (
            <th key={name} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {plugins.map((plugin) => (
          <Row key={plugin.id} plugin={plugin} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ plugin }: { plugin: Plugin }) {
  const { id, name, description, owner, version, kind, manifest } = plugin;
  const reason = reasonOf(plugin);
  // What the configuration switches off is as it should be.
  const isBad = !plugin.locked;
  return (
    <tr>
      <th scope="row">
        <Link to={`/plugins/${id}`}>{name}</Link>
        <p className={styles.clipped} title={description}>
          {description}
        </p>
        {reason && (
          <p className={styles.clipped} data-level={isBad ? 'error' : undefined} title={reason}>
            {reason}
          </p>
        )}
      </th>
      <td className={styles.adds}>{addedInWords(plugin) || text.nothing}</td>
      <td>{messages.category(manifest?.category ?? 'other')}</td>
      <td>{owner ? <Owner owner={owner} /> : <span className={styles.noOwner}>{text.noOwner}</span>}</td>
      <td className={styles.version}>{version}</td>
      <td>
        <StateMark plugin={plugin} />
      </td>
      <td className={styles.soft}>{messages.kind[kind]}</td>
    </tr>
  );
}
