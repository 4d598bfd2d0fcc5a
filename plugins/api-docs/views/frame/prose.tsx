import { Fragment } from 'react';
import styles from '../definition.module.css';

/** Longer descriptions are cut: they come from outside. */
const LONGEST = 20_000;

/** A description in plain paragraphs, with what stands between backticks as code. */
export function Prose({ text }: { text: string | undefined }) {
  if (!text?.trim()) return null;
  const paragraphs = text
    .slice(0, LONGEST)
    .trim()
    .split(/\n\s*\n/);
  return (
    <div className={styles.prose}>
      {paragraphs.map((paragraph, place) => (
        <p key={place}>
          <Inline text={unwrapped(paragraph)} />
        </p>
      ))}
    </div>
  );
}

/** Lines that were broken for the width of a file run on; those that begin something, such as a point of a list, do not. */
function unwrapped(paragraph: string): string {
  return paragraph.replaceAll(/(?<! {2})\n(?!\s|[-*+|#>] |\d+[.)] )/g, ' ');
}

/** One paragraph of a description. */
export function Inline({ text }: { text: string }) {
  return text.split(/`([^`\n]+)`/).map((part, place) => {
    if (place % 2 === 1) return <code key={place}>{part}</code>;
    return <Fragment key={place}>{part}</Fragment>;
  });
}
