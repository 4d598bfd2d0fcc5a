import { Switch } from '@mantine/core';
import { Dialog } from '@callboard/plugin/web';
import { useShortcutList, useSingleKeys } from '@callboard/plugin/web/shell';
import { messages } from '../messages.ts';
import styles from './keys-dialog.module.css';

/** The keys that work on the page below. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const shortcuts = useShortcutList();
  const [singleKeys, setSingleKeys] = useSingleKeys();
  return (
    <Dialog title={messages.keys} onClose={onClose}>
      <dl className={styles.keys}>
        {shortcuts.map(({ keys, description }) => (
          <div key={keys} className={styles.keysRow}>
            <dt>
              {keys.split(' ').map((key) => (
                <kbd key={key}>{key.replace('mod+', '⌘/Ctrl ')}</kbd>
              ))}
            </dt>
            <dd>{description}</dd>
          </div>
        ))}
      </dl>
      <Switch
        checked={singleKeys}
        onChange={(event) => setSingleKeys(event.currentTarget.checked)}
        label={messages.singleKeys}
        description={messages.singleKeysHint}
      />
    </Dialog>
  );
}
