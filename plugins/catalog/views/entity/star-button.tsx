import { useShortcut, useStars } from '@callboard/plugin/web';
import styles from './header.module.css';
import { messages } from './messages.ts';

/** Puts the entity among the viewer's own, or takes it out. */
export function StarButton({ entityRef }: { entityRef: string }) {
  const { refs, toggle } = useStars();
  const starred = refs.includes(entityRef);
  const label = starred ? messages.entity.unstar : messages.entity.star;
  useShortcut('s', messages.entity.keys.star, () => toggle(entityRef));
  return (
    <button
      type="button"
      className={styles.star}
      aria-pressed={starred}
      aria-label={messages.entity.star}
      title={label}
      onClick={() => toggle(entityRef)}
    >
      <svg width="16" height="16" viewBox="0 0 24 24" aria-hidden="true">
        <path d="M12 3.5l2.6 5.3 5.9.9-4.2 4.1 1 5.8L12 16.9l-5.3 2.7 1-5.8L3.5 9.7l5.9-.9z" />
      </svg>
    </button>
  );
}
