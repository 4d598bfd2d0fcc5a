import { Link, Time, formatCount, formatDuration } from '@callboard/plugin/web';
import type { Level } from '@callboard/plugin/web';
import { useState } from 'react';
import { messages } from './messages.ts';
import type { SourceItem } from '../types.ts';
import { Repositories } from './repositories.tsx';
import { SourceActions } from './source-actions.tsx';
import { SourceState } from './source-state.tsx';
import styles from './sources.module.css';

/** One source: what it holds, when it was read, what is wrong with it. */
export function Source({ source, findings }: { source: SourceItem; findings: Record<Level, number> | undefined }) {
  const [open, setOpen] = useState(false);
  return (
    <li className={styles.source}>
      <div className={styles.head}>
        <SourceState source={source} />
        <div className={styles.target}>
          <strong>{source.target}</strong>
          <span className={styles.faint}>{messages.type[source.type]}</span>
        </div>
        <SourceActions source={source} />
      </div>
      <div className={styles.facts}>
        <button type="button" className={styles.plainButton} aria-expanded={open} onClick={() => setOpen(!open)}>
          {messages.repositories(source.repositories, formatCount(source.repositories))}
        </button>
        <span>{messages.entities(source.entities, formatCount(source.entities))}</span>
        {findings && <Findings sourceId={source.id} findings={findings} />}
        <LastHarvest source={source} />
      </div>
      {source.progress && <Progress {...source.progress} />}
      {source.stalledSince && (
        <div className={styles.problem} data-level="error" role="status">
          <p>
            {messages.stalled} <Time at={source.stalledSince} />.
          </p>
          <p className={styles.soft}>{messages.stalledText}</p>
        </div>
      )}
      {source.error && <Failure source={source} error={source.error} />}
      {source.held > 0 && (
        <p className={styles.problem}>
          {source.origin === 'undeclared'
            ? messages.undeclaredText(source.held, formatCount(source.held))
            : messages.heldText(source.held, formatCount(source.held))}
        </p>
      )}
      {open && <Repositories sourceId={source.id} />}
    </li>
  );
}

/** What the page of findings says of the source: the same numbers. */
function Findings({ sourceId, findings }: { sourceId: string; findings: Record<Level, number> }) {
  const { error, warning, info } = findings;
  if (error + warning + info === 0) return <span>{messages.noFindings}</span>;
  const text = messages.findings(error, warning) || messages.notes(info);
  return <Link to={`/findings?sourceId=${encodeURIComponent(sourceId)}`}>{text}</Link>;
}

function Failure({ source, error }: { source: SourceItem; error: NonNullable<SourceItem['error']> }) {
  return (
    <div className={styles.problem} data-level="error" role="status">
      <p>
        {error.message} <code>{error.code}</code>
      </p>
      <p className={styles.soft}>{error.hint}</p>
      <p className={styles.faint}>
        {error.since && (
          <>
            {messages.failingSince} <Time at={error.since} />
            {source.lastGoodAt ? (
              <>
                , {messages.lastGood} <Time at={source.lastGoodAt} />
              </>
            ) : null}
            .{' '}
          </>
        )}
        {source.entities > (source.entityRef ? 1 : 0) && messages.shownMeanwhile}
      </p>
    </div>
  );
}

function LastHarvest({ source }: { source: SourceItem }) {
  if (source.origin === 'undeclared') return <span>{messages.notRead}</span>;
  if (!source.lastFinishedAt) return <span>{messages.never}</span>;
  return (
    <>
      <span>
        {messages.read} <Time at={source.lastFinishedAt} />
        {source.lastDurationMs !== undefined && ` ${messages.took(formatDuration(source.lastDurationMs))}`}
      </span>
      {source.nextAt && (
        <span>
          {messages.next} <Time at={source.nextAt} />
        </span>
      )}
    </>
  );
}

function Progress({ done, total }: { done: number; total: number }) {
  return (
    <div className={styles.progress}>
      <progress value={done} max={Math.max(total, 1)} aria-label={messages.progress} />
      <span>
        {formatCount(done)} / {formatCount(total)}
      </span>
    </div>
  );
}
