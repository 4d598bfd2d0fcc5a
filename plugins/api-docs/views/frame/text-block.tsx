import { CodeBlock } from '@callboard/plugin/web';
import styles from '../definition.module.css';

/** A short text to copy, under a title. */
export function TextBlock({ title, text }: { title: string; text: string }) {
  return (
    <section>
      <h3 className={styles.sectionTitle}>{title}</h3>
      <CodeBlock text={text} label={title} maxHeight="360px" />
    </section>
  );
}
