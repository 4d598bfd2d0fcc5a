import { Icon } from '@callboard/plugin/web';
import styles from './gallery.module.css';
import { messages } from './messages.ts';

/** Says to whom may not manage plugins why nothing can be changed. */
export function ReadOnly() {
  return (
    <p className={styles.note}>
      <Icon name="lock" /> <span>{messages.readOnly}</span>
    </p>
  );
}
