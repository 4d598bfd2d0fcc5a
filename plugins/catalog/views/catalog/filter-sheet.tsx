import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Dialog } from '@callboard/plugin/web';
import styles from './catalog.module.css';
import { messages } from './messages.ts';

/** The facets where there is no room for them beside the list. */
export function FilterSheet({ done, onClose, children }: { done: string; onClose: () => void; children: ReactNode }) {
  return (
    <Dialog title={messages.narrowDown} onClose={onClose}>
      {children}
      <div className={styles.sheetFoot}>
        <Button variant="filled" fullWidth size="sm" onClick={onClose}>
          {done}
        </Button>
      </div>
    </Dialog>
  );
}
