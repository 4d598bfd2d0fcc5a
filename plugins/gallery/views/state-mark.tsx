import { Icon } from '@callboard/plugin/web';
import styles from './gallery.module.css';
import { messages } from './messages.ts';
import { stateOf } from './plugins.ts';
import type { State } from './plugins.ts';
import type { Plugin } from './types.ts';

const icons: Record<State, string> = { running: 'done', off: 'unknown', failed: 'error' };

/** How a plugin stands, as an icon and a word. */
export function StateMark({ plugin }: { plugin: Plugin }) {
  const state = stateOf(plugin);
  return (
    <span className={styles.state} data-state={state}>
      <Icon name={icons[state]} size={14} /> {messages.state[state]}
    </span>
  );
}
