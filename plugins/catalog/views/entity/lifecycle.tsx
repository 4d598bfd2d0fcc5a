import { Icon } from '@callboard/plugin/web';
import styles from './header.module.css';
import { messages } from './messages.ts';

/** Lifecycles that warn whoever wants to build on the thing. */
const RETIRED = /^(deprecated|retired|end-of-life|eol|sunset|legacy)$/i;

/** How far along it is. Only what warns has a colour, with an icon beside the word. */
export function Lifecycle({ name }: { name: string }) {
  if (!RETIRED.test(name)) return <span>{name}</span>;
  return (
    <span className={styles.retired} title={`${name}: ${messages.entity.retired}`}>
      <Icon name="warning" size={14} /> {name}
    </span>
  );
}
