import { CodeBlock, useApi } from '@callboard/plugin/web';
import type { AccessAnswer } from '../types.ts';
import { messages } from './messages.ts';
import styles from './sources.module.css';

/** With which token a source would be read; for a private one without any, the exact lines to configure. */
export function Access({ type, target, failed }: { type: 'git' | 'url'; target: string; failed: boolean }) {
  const { data } = useApi<AccessAnswer>('/api/callboard/sources/access', { query: { type, target } });
  if (!data?.host) return null;
  const { by, host, lines, variable } = data;
  if (by !== 'open') return <p className={styles.access}>{messages.access[by](host)}</p>;
  return (
    <details className={styles.access} open={failed || undefined}>
      <summary>{messages.access.question}</summary>
      {lines && variable ? (
        <>
          <p>{messages.access.lead(host)}</p>
          <CodeBlock text={lines} label="callboard.yaml" />
          <p>{messages.access.afterwards(variable)}</p>
        </>
      ) : (
        <p>{messages.access.unknown(host)}</p>
      )}
    </details>
  );
}
