import { Icon } from '@callboard/plugin/web';
import styles from '../gallery.module.css';
import { messages } from '../messages.ts';
import { reasonOf, stateOf } from '../plugins.ts';
import type { Plugin } from '../types.ts';

const text = messages.one;

/** Why a plugin does not run, or does not show all of itself, and what to do about it. */
export function Trouble({ plugin }: { plugin: Plugin }) {
  const state = stateOf(plugin);
  if (state === 'running') return plugin.missed ? <Waits id={plugin.id} missed={plugin.missed} /> : null;
  const reason = reasonOf(plugin);
  const bySelf = state === 'off' && plugin.reason !== undefined;
  const isBad = state === 'failed' || bySelf;
  return (
    <div className={styles.trouble} data-level={isBad ? 'error' : 'info'} role="status">
      <p className={styles.strong}>
        <Icon name={isBad ? 'error' : 'info'} /> {state === 'failed' ? text.notRun : text.isOff}
      </p>
      {reason && <p>{reason}</p>}
      {state === 'failed' && <p>{text.remedy[plugin.kind]}</p>}
      {bySelf && <p>{text.portalRemedy}</p>}
      {state === 'off' && <p>{text.offText}</p>}
    </div>
  );
}

function Waits({ id, missed }: { id: string; missed: readonly string[] }) {
  return (
    <div className={styles.trouble} data-level="info" role="status">
      <p className={styles.strong}>
        <Icon name="info" /> {text.waits}
      </p>
      <p>{text.waitsFor(missed, id)}</p>
    </div>
  );
}
