import type { ReactNode } from 'react';
import { LoadingLines } from '@callboard/plugin/web';
import { BrandMark } from './brand-mark.tsx';
import styles from './frame.module.css';

/** The frame before the portal knows what to put into it. */
export function FrameOutline({ content }: { content?: ReactNode }) {
  return (
    <div className={styles.frame}>
      <div className={styles.side}>
        <BrandMark />
      </div>
      <div className={styles.top} />
      <main className={styles.main}>{content ?? <LoadingLines lines={4} />}</main>
    </div>
  );
}
