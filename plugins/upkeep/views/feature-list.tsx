import { CodeBlock, Icon } from '@callboard/plugin/web';
import { messages } from './messages.ts';
import type { Feature } from './types.ts';
import styles from './upkeep.module.css';

/** What plugins show of the entity, and what they would show if one line were there. */
export function FeatureList({ features }: { features: readonly Feature[] }) {
  if (features.length === 0) return <p className={styles.soft}>{messages.noFeatures}</p>;
  return (
    <>
      <p className={styles.soft}>{messages.featuresText}</p>
      <ul className={styles.list}>
        {features.map(({ plugin, annotation, feature, description, value, yaml }) => (
          <li key={`${plugin} ${annotation}`} className={styles.item}>
            <p className={styles.itemHead}>
              <span className={value === undefined ? styles.notSetUp : styles.good}>
                <Icon name={value === undefined ? 'info' : 'done'} />{' '}
                {value === undefined ? messages.notSetUp : messages.setUp}
              </span>
              <b>{feature}</b>
              <span className={styles.soft}>{description}</span>
            </p>
            {value === undefined ? (
              <div className={styles.lines}>
                <CodeBlock text={yaml} label={feature} />
              </div>
            ) : (
              <p>
                <code>
                  {annotation}: {value}
                </code>
              </p>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
