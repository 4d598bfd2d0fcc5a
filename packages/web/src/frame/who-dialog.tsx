import { Button } from '@mantine/core';
import { Dialog, EntityPicker, meOf, useMe } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import styles from './who-dialog.module.css';

/** Somebody says who they are among the people and teams of the catalog, or takes it back. */
export function WhoDialog({ onClose }: { onClose: () => void }) {
  const { isChosen, choose } = useMe();
  function take(refs: readonly string[]) {
    choose(refs);
    onClose();
  }
  return (
    <Dialog title={messages.whoTitle} onClose={onClose}>
      <div className={styles.who}>
        <p>{messages.whoWhy}</p>
        <EntityPicker
          autoFocus
          label={messages.whoLabel}
          filter={['kind=user', 'kind=group']}
          onPick={(entity) => take(meOf(entity))}
        />
        {isChosen && <Button onClick={() => take([])}>{messages.whoForget}</Button>}
      </div>
    </Dialog>
  );
}
