import { Icon } from '@callboard/plugin/web';
import styles from '../../gallery.module.css';
import { messages } from '../../messages.ts';
import type { PluginSetting } from '../../types.ts';
import { written } from './draft.ts';

const text = messages.settings;

/** A setting that cannot be changed here, or not by the viewer. */
export function ReadOnlySetting({ setting }: { setting: PluginSetting }) {
  const { name, description, locked, secret, isSet, value, default: standard } = setting;
  const shown = written(value ?? standard);
  const said = secret ? (isSet ? text.secretSet : text.secretUnset) : shown;
  return (
    <div className={styles.fixed}>
      <p>{name}</p>
      <p className={styles.soft}>{description}</p>
      {locked && (
        <p className={styles.lock}>
          <Icon name="lock" size={14} /> {secret ? text.lockedSecret : text.locked}
        </p>
      )}
      {!(locked && secret) && said && (secret ? <p>{said}</p> : <code>{said}</code>)}
    </div>
  );
}
