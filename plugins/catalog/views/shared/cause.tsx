import { EntityLink, ExternalLink } from '@callboard/plugin/web';
import type { CauseItem } from '../types.ts';
import { messages } from './messages.ts';

const COMMIT_SHOWN = 8;

/** Who or what made a change, in one line. */
export function Cause({ cause, commitUrl }: { cause: CauseItem; commitUrl?: string | undefined }) {
  if (cause.type === 'user') {
    return (
      <span>
        {messages.cause.by}{' '}
        {cause.user?.includes(':') && cause.user.startsWith('user:') ? (
          <EntityLink entityRef={cause.user} />
        ) : (
          cause.user
        )}
        {cause.reason && `: ${cause.reason}`}
      </span>
    );
  }
  if (cause.type === 'plugin') return <span>{messages.cause.byPlugin(cause.plugin ?? '')}</span>;
  const place = [cause.repository, cause.file && (cause.line ? `${cause.file}:${cause.line}` : cause.file)]
    .filter(Boolean)
    .join(' · ');
  return (
    <span title={cause.message}>
      {place || messages.cause.harvest}
      {cause.commit && (
        <>
          {' · '}
          <Commit commit={cause.commit} url={commitUrl} />
        </>
      )}
      {cause.author && ` · ${cause.author}`}
    </span>
  );
}

function Commit({ commit, url }: { commit: string; url: string | undefined }) {
  const short = <code title={commit}>{commit.slice(0, COMMIT_SHOWN)}</code>;
  return url ? <ExternalLink href={url}>{short}</ExternalLink> : short;
}
