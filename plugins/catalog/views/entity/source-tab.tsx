import { stringify } from 'yaml';
import { CodeBlock, EmptyState, ErrorState, LoadingLines, useUrlState } from '@callboard/plugin/web';
import type { Entity, EntityViewProps } from '@callboard/plugin/web';
import type { Provenance } from '../types.ts';
import { documentLines } from './document-lines.ts';
import styles from './entity.module.css';
import { FileView } from './file-view.tsx';
import { messages } from './messages.ts';
import { ProvenanceTrail } from './provenance-trail.tsx';
import { useProvenance } from './use-provenance.ts';
import { ViewSwitch } from './view-switch.tsx';

const MAX_HEIGHT = 'calc(100vh - 260px)';
const VIEWS: Record<'raw' | 'processed', string> = { raw: messages.source.raw, processed: messages.source.processed };
const FORMATS: Record<'yaml' | 'json', string> = { yaml: 'YAML', json: 'JSON' };

function chosen<Value extends string>(
  options: Record<Value, string>,
  text: string | null,
  usual: NoInfer<Value>,
): Value {
  return text !== null && text in options ? (text as Value) : usual;
}

/** Where the entity came from, what its file says, and what became of it. */
export function SourceTab({ entity, entityRef }: EntityViewProps) {
  const { data, error, refetch } = useProvenance(entityRef);
  const [params, change] = useUrlState();
  const view = chosen(VIEWS, params.get('view'), 'raw');
  const format = chosen(FORMATS, params.get('format'), 'yaml');
  return (
    <div className={styles.stack}>
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <LoadingLines lines={2} />}
      {data && <ProvenanceTrail provenance={data} />}
      <div>
        <div className={styles.switches}>
          <ViewSwitch
            label={messages.source.view}
            value={view}
            options={VIEWS}
            onChange={(value) => change((url) => (value === 'raw' ? url.delete('view') : url.set('view', value)))}
          />
          {view === 'processed' && (
            <ViewSwitch
              label={messages.source.processed}
              value={format}
              options={FORMATS}
              onChange={(value) =>
                change((url) => (value === 'yaml' ? url.delete('format') : url.set('format', value)))
              }
            />
          )}
        </div>
        {view === 'raw' && <Raw provenance={data} />}
        {view === 'processed' && <Processed entity={entity} format={format} />}
      </div>
    </div>
  );
}

function Raw({ provenance }: { provenance: Provenance | undefined }) {
  if (!provenance) return <LoadingLines lines={10} />;
  if (provenance.raw === undefined)
    return (
      <EmptyState icon="file" title={messages.source.noRaw}>
        {messages.source.noRawText}
      </EmptyState>
    );
  return (
    <FileView
      text={provenance.raw}
      label={messages.source.raw}
      marked={documentLines(provenance.raw, provenance.line)}
    />
  );
}

function Processed({ entity, format }: { entity: Entity; format: keyof typeof FORMATS }) {
  const text = format === 'yaml' ? stringify(entity) : JSON.stringify(entity, undefined, 2);
  return <CodeBlock text={text} label={messages.source.processed} maxHeight={MAX_HEIGHT} />;
}
