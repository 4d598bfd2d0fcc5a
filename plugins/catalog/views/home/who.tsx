import { EntityPicker, meOf, useMe, useRemembered } from '@callboard/plugin/web';
import styles from './home.module.css';
import { messages } from './messages.ts';

const SKIPPED = 'who';

/** Asks once who somebody is, because signing in does not say; it may be skipped. */
export function Who() {
  const { choose } = useMe();
  const [dismissed, setDismissed] = useRemembered('dismissed');
  if (dismissed.includes(SKIPPED)) return null;
  return (
    <section className={styles.who} aria-label={messages.who.title}>
      <h2>{messages.who.title}</h2>
      <div className={styles.whoField}>
        <EntityPicker
          label={messages.who.label}
          placeholder={messages.who.placeholder}
          filter={['kind=user', 'kind=group']}
          onPick={(entity) => choose(meOf(entity))}
        />
        <button type="button" className={styles.plainButton} onClick={() => setDismissed([...dismissed, SKIPPED])}>
          {messages.who.skip}
        </button>
      </div>
      <p>{messages.who.why}</p>
    </section>
  );
}
