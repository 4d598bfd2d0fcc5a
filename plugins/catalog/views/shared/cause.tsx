import { EntityLink } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import type { CauseItem } from '../types.ts';

const COMMIT_SHOWN = 8;

/** Who or what made a change, in one line. */
export function Cause({ cause }: { cause: CauseItem }) {
  if (cause.type === 'user') {
    return (
      <span>
        {messages.history.by}{' '}
        {cause.user?.includes(':') && cause.user.startsWith('user:') ? (
          <EntityLink entityRef={cause.user} />
        ) : (
          cause.user
        )}
        {cause.reason && `: ${cause.reason}`}
      </span>
    );
  }
  if (cause.type === 'plugin') return <span>{messages.history.byPlugin(cause.plugin ?? '')}</span>;
  const place = [cause.repository, cause.file && (cause.line ? `${cause.file}:${cause.line}` : cause.file)]
    .filter(Boolean)
    .join(' · ');
  return (
    <span title={cause.message}>
      {place || messages.history.harvest}
      {cause.commit && (
        <>
          {' · '}
          <code title={cause.commit}>{cause.commit.slice(0, COMMIT_SHOWN)}</code>
        </>
      )}
      {cause.author && ` · ${cause.author}`}
    </span>
  );
}
