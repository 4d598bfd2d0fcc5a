import styles from '../definition.module.css';

const TONES: Readonly<Record<string, string | undefined>> = {
  get: styles.blue,
  head: styles.blue,
  query: styles.blue,
  post: styles.green,
  send: styles.green,
  put: styles.yellow,
  patch: styles.yellow,
  receive: styles.blue,
  delete: styles.red,
};

/** The word before a thing: an HTTP method, or whether something is sent or received. */
export function Badge({ word }: { word: string }) {
  return <span className={`${styles.badge} ${TONES[word] ?? ''}`}>{word}</span>;
}
