import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './kit.module.css';
import { messages } from './messages.ts';

export interface DialogProps {
  title: string;
  onClose: () => void;
  /** Wide enough for a form with a preview. */
  wide?: boolean;
  children?: ReactNode;
}

/** A dialog over the page: takes the focus, gives it back, closes on Escape. Load the component that shows it lazily. */
export function Dialog({ title, onClose, wide = false, children }: DialogProps) {
  return (
    <Modal.Root opened onClose={onClose} size={wide ? 'lg' : 'md'}>
      <Modal.Overlay />
      <Modal.Content>
        <div className={styles.dialogHead}>
          <Modal.Title>{title}</Modal.Title>
          <Modal.CloseButton aria-label={messages.close} />
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
