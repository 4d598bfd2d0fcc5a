import { CodeBlock, ErrorState, LoadingLines } from '@callboard/plugin/web';
import type { EntityViewProps } from '@callboard/plugin/web';
import { stringify } from 'yaml';
import { messages } from '../messages.ts';
import styles from './entity.module.css';
import { ProvenanceTrail } from './provenance-trail.tsx';
import { useProvenance } from './use-provenance.ts';

/** Where the entity came from, what its file says, and what became of it. */
export function SourceTab({ entity, entityRef }: EntityViewProps) {
  const { data, error, refetch } = useProvenance(entityRef);
  return (
    <div className={styles.stack}>
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <LoadingLines lines={4} />}
      {data && <ProvenanceTrail provenance={data} />}
      {data?.raw !== undefined && (
        <div>
          <h2 className={styles.blockTitle}>{messages.source.raw}</h2>
          <CodeBlock text={data.raw} label={messages.source.raw} line={data.line} maxHeight="60vh" />
        </div>
      )}
      <div>
        <h2 className={styles.blockTitle}>{messages.source.processed}</h2>
        <CodeBlock text={stringify(entity)} label={messages.source.processed} maxHeight="60vh" />
      </div>
    </div>
  );
}
