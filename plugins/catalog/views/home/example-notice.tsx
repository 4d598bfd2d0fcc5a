import { Icon, Link, useApi, useRemembered } from '@callboard/plugin/web';
import styles from './home.module.css';
import { messages } from './messages.ts';

const DISMISSED = 'example';

/** On the built-in example: that it is one, and how to leave it. */
export function ExampleNotice() {
  const [dismissed, setDismissed] = useRemembered('dismissed');
  const isDismissed = dismissed.includes(DISMISSED);
  const { data } = useApi<{ isExample: boolean }>('/api/callboard/portal', {
    staleTime: Infinity,
    enabled: !isDismissed,
  });
  if (isDismissed || !data?.isExample) return null;
  const { text, action, or, command, dismiss } = messages.example;
  return (
    <div className={styles.notice}>
      <p>
        {text} <Link to="/sources?add=folder">{action}</Link> {or} <code>{command}</code>.
      </p>
      <button
        type="button"
        aria-label={dismiss}
        title={dismiss}
        onClick={() => setDismissed([...dismissed, DISMISSED])}
      >
        <Icon name="close" size={14} />
      </button>
    </div>
  );
}
