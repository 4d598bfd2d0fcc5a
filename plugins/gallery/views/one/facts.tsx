import { Link } from '@callboard/plugin/web';
import styles from '../gallery.module.css';
import { messages } from '../messages.ts';
import { Owner } from '../owner.tsx';
import { StateMark } from '../state-mark.tsx';
import type { Plugin } from '../types.ts';

/** State, version, category, owner and origin of a plugin, in one line. */
export function Facts({ plugin }: { plugin: Plugin }) {
  const { version, manifest, owner, kind } = plugin;
  return (
    <ul className={styles.facts}>
      <li>
        <StateMark plugin={plugin} />
      </li>
      {version && <li>{messages.one.version(version)}</li>}
      <li>{messages.category(manifest?.category ?? 'other')}</li>
      <li>
        {owner ? (
          <>
            {messages.one.by} <Owner owner={owner} />
          </>
        ) : (
          messages.list.noOwner
        )}
      </li>
      <li>{messages.kind[kind]}</li>
      <li>
        <Link to="/plugins">{messages.one.all}</Link>
      </li>
    </ul>
  );
}
