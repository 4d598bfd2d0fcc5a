import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { Icon, useShortcut } from '@callboard/plugin/web';
import { messages } from './messages.ts';
import styles from './catalog.module.css';

const TYPING_PAUSE = 120;

/** The text that names must hold. What is typed counts at the first pause. */
export function TextFilter({ text, onText }: { text: string; onText: (text: string) => void }) {
  const [typed, setTyped] = useState(text);
  const input = useRef<HTMLInputElement>(null);
  const sent = useRef(text);
  useShortcut('/', messages.keys.filter, () => input.current?.select());

  useEffect(() => {
    // The URL changed by other means than typing: back, a link, "clear".
    if (text === sent.current) return;
    sent.current = text;
    setTyped(text);
  }, [text]);
  useEffect(() => {
    if (typed === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = typed;
      onText(typed);
    }, TYPING_PAUSE);
    return () => clearTimeout(timer);
  }, [typed, onText]);

  function leave(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key !== 'Escape') return;
    // A search field would empty itself; here the key only leaves it, for the rows.
    event.preventDefault();
    event.currentTarget.blur();
  }
  return (
    <div className={styles.textFilter}>
      <Icon name="filter" />
      <input
        ref={input}
        type="search"
        value={typed}
        placeholder={messages.filterPlaceholder}
        aria-label={messages.filterLabel}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={leave}
      />
    </div>
  );
}
