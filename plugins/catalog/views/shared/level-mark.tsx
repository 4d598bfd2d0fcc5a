import { Icon } from '@callboard/plugin/web';
import type { Level } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import styles from './shared.module.css';

/** A level as an icon and a word, never as a colour alone. */
export function LevelMark({ level }: { level: Level }) {
  return (
    <span className={styles.level} data-level={level}>
      <Icon name={level} size={14} /> {messages.findings.level[level]}
    </span>
  );
}
