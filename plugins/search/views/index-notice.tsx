import { Icon, formatCount, usePluginApi } from '@callboard/plugin/web';
import { messages } from './messages.ts';
import type { State } from './types.ts';
import styles from './search.module.css';

/** Below this many changes the index is there before anybody has read about it. */
const WORTH_SAYING = 200;

/** Says so while many changes are not in the index yet. */
export function IndexNotice() {
  const { data } = usePluginApi<State>('/state', { touchedBy: [{ type: 'entity' }] });
  if (!data || data.behind < WORTH_SAYING) return null;
  return (
    <p className={styles.notice}>
      <Icon name="clock" /> {messages.catchingUp(formatCount(data.behind))}
    </p>
  );
}
