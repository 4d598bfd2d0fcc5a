import { useEffect, useRef, useState } from 'react';
import { Icon } from '@callboard/plugin/web';
import { messages } from './messages.ts';
import styles from './search.module.css';

const TYPING_PAUSE = 120;

/** The term. What is typed counts at the first pause. */
export function TermField({ term, onTerm }: { term: string; onTerm: (term: string) => void }) {
  const [typed, setTyped] = useState(term);
  const sent = useRef(term);
  useEffect(() => {
    // The address changed by other means than typing: back, a link, a suggestion.
    if (term === sent.current) return;
    sent.current = term;
    setTyped(term);
  }, [term]);
  useEffect(() => {
    if (typed.trim() === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = typed.trim();
      onTerm(sent.current);
    }, TYPING_PAUSE);
    return () => clearTimeout(timer);
  }, [typed, onTerm]);
  return (
    <search className={styles.termField}>
      <Icon name="search" size={18} />
      <input
        type="search"
        value={typed}
        maxLength={100}
        placeholder={messages.pagePlaceholder}
        aria-label={messages.termLabel}
        // The page is opened to type into it.
        autoFocus
        onChange={(event) => setTyped(event.target.value)}
      />
    </search>
  );
}
