import { Card } from '@callboard/plugin/web';
import styles from '../gallery.module.css';
import { messages } from '../messages.ts';
import type { Plugin } from '../types.ts';

const text = messages.one;

/** What a plugin gives to others, and what it takes from them. */
export function Services({ plugin: { manifest } }: { plugin: Plugin }) {
  const { offers, uses } = manifest?.services ?? { offers: [], uses: [] };
  if (!offers.length && !uses.length) return null;
  return (
    <Card title={text.services}>
      <dl className={styles.pairs}>
        <Names label={text.offers} names={offers} />
        <Names label={text.uses} names={uses} />
      </dl>
    </Card>
  );
}

function Names({ label, names }: { label: string; names: readonly string[] }) {
  if (!names.length) return null;
  return (
    <div>
      <dt>{label}</dt>
      <dd>{names.join(', ')}</dd>
    </div>
  );
}
