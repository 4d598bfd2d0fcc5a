import { Icon } from '@callboard/plugin/web';
import { messages } from './messages.ts';
import type { SourceItem } from '../types.ts';
import styles from './sources.module.css';

const ICONS: Record<SourceItem['state'], string> = {
  new: 'waiting',
  harvesting: 'refresh',
  ok: 'done',
  error: 'error',
  held: 'held',
};

/** How a source stands, as an icon and a word. */
export function SourceState({ source: { state, stalledSince } }: { source: SourceItem }) {
  const stalled = stalledSince !== undefined;
  return (
    <span className={styles.state} data-state={stalled ? 'error' : state}>
      <Icon name={stalled ? 'error' : ICONS[state]} size={14} />{' '}
      {stalled ? messages.stalledState : messages.state[state]}
    </span>
  );
}
