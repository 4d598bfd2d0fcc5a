import { Card } from '@callboard/plugin/web';
import styles from '../gallery.module.css';
import { messages } from '../messages.ts';
import type { Plugin } from '../types.ts';

const text = messages.one;

/** The permissions that a plugin brings with it. */
export function Permissions({ plugin: { manifest } }: { plugin: Plugin }) {
  const permissions = manifest?.contributes['permissions'] ?? [];
  return (
    <Card title={text.permissions}>
      <p className={styles.soft}>{permissions.length ? text.permissionsText : text.noPermissions}</p>
      <ul className={styles.plain}>
        {permissions.map(({ id, description }) => (
          <li key={id}>
            <code>{id}</code> <span className={styles.soft}>{description}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
