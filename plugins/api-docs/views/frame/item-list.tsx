import type { ReactNode } from 'react';
import type { Address } from '../address.ts';
import styles from '../definition.module.css';
import { messages } from '../messages.ts';
import { Badge } from './badge.tsx';
import { OpenLink } from './open-link.tsx';
import { Prose } from './prose.tsx';

export interface ListedItem {
  id: string;
  title: string;
  badge?: string | undefined;
  /** What stands after the title, in small. */
  detail?: ReactNode;
  summary?: string | undefined;
  deprecated?: boolean | undefined;
}

/** The operations of an API, or whatever else it lists, each with a line that says what it is for. */
export function ItemList({
  title,
  about,
  items,
  address,
}: {
  title: string;
  /** What all of them together are for. */
  about?: string | undefined;
  items: readonly ListedItem[];
  address: Address;
}) {
  if (items.length === 0) return null;
  return (
    <section>
      <h3 className={styles.sectionTitle}>{title}</h3>
      <Prose text={about} />
      <ul className={styles.items}>
        {items.map(({ id, title: name, badge, detail, summary, deprecated }) => (
          <li key={id} className={styles.item}>
            {badge && <Badge word={badge} />}
            <OpenLink address={address} id={id} className={deprecated ? styles.struck : styles.itemName}>
              {name}
            </OpenLink>
            {deprecated && <span className={styles.tag}>{messages.deprecated}</span>}
            {detail !== undefined && <code className={styles.quiet}>{detail}</code>}
            {summary && <span className={styles.itemSummary}>{firstOf(summary)}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The first paragraph, on one line. */
function firstOf(text: string): string {
  const [paragraph = ''] = text.trim().split(/\n\s*\n/);
  return paragraph.replaceAll(/\s+/g, ' ').slice(0, 300);
}
