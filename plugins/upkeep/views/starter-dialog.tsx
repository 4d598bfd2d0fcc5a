import { CodeBlock, CopyButton, Dialog, ErrorState, LoadingLines, useApi } from '@callboard/plugin/web';
import { messages } from './messages.ts';
import type { ReportRow } from './types.ts';
import styles from './upkeep.module.css';

export interface StarterDialogProps {
  repository: NonNullable<ReportRow['repository']>;
  onClose: () => void;
}

/** The descriptor that a repository could begin with, from what its own files say. */
export function StarterDialog({ repository: { sourceId, name }, onClose }: StarterDialogProps) {
  const { data, error, refetch } = useApi<{ path: string; text: string }>('/api/upkeep/starter', {
    query: { sourceId, repository: name },
  });
  return (
    <Dialog title={messages.page.starterTitle(name)} onClose={onClose} wide>
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <LoadingLines lines={6} />}
      {data && (
        <>
          <p>
            {messages.page.starterText} <code>{data.path}</code>
          </p>
          <CodeBlock text={data.text} label={data.path} />
          <div className={styles.buttons}>
            <CopyButton text={data.text} label={messages.form.copyFile} />
          </div>
        </>
      )}
    </Dialog>
  );
}
