import { ActionIcon } from '@mantine/core';
import { Icon } from '@callboard/plugin/web';
import { dismissToast, useToasts } from '@callboard/plugin/web/shell';
import { messages } from '../messages.ts';
import styles from './toaster.module.css';

/** What came of the last actions, in a corner. */
export function Toaster() {
  return (
    <div className={styles.toasts} role="status" aria-live="polite">
      {useToasts().map(({ id, message, detail, level = 'done' }) => (
        <div key={id} className={styles.toast} data-level={level}>
          <Icon name={level} />
          <div className={styles.toastText}>
            <p>{message}</p>
            {detail && <p className={styles.toastDetail}>{detail}</p>}
          </div>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={22}
            aria-label={messages.dismiss}
            onClick={() => dismissToast(id)}
          >
            <Icon name="close" size={14} />
          </ActionIcon>
        </div>
      ))}
    </div>
  );
}
