import { Link, Time, formatCount, formatDuration } from '@callboard/plugin/web';
import { useState } from 'react';
import { messages } from '../messages.ts';
import type { SourceItem } from '../types.ts';
import { Repositories } from './repositories.tsx';
import { SourceActions } from './source-actions.tsx';
import { SourceState } from './source-state.tsx';
import styles from './sources.module.css';

/** One source: what it holds, when it was read, what is wrong with it. */
export function Source({ source }: { source: SourceItem }) {
  const [open, setOpen] = useState(false);
  const { findings } = source;
  return (
    <li className={styles.source}>
      <div className={styles.head}>
        <SourceState state={source.state} />
        <div className={styles.target}>
          <strong>{source.target}</strong>
          <span className={styles.faint}>{messages.sources.type[source.type]}</span>
        </div>
        <SourceActions source={source} />
      </div>
      <div className={styles.facts}>
        <button type="button" className={styles.plainButton} aria-expanded={open} onClick={() => setOpen(!open)}>
          {messages.sources.repositories(source.repositories, formatCount(source.repositories))}
        </button>
        <span>{messages.sources.entities(source.entities, formatCount(source.entities))}</span>
        {findings.error + findings.warning > 0 && (
          <Link to={`/findings?sourceId=${encodeURIComponent(source.id)}`}>
            {messages.sources.findings(findings.error, findings.warning)}
          </Link>
        )}
        <LastHarvest source={source} />
      </div>
      {source.progress && <Progress {...source.progress} />}
      {source.error && (
        <div className={styles.problem} role="status">
          <p>
            {source.error.message} <code>{source.error.code}</code>
          </p>
          <p className={styles.soft}>{source.error.hint}</p>
        </div>
      )}
      {source.held > 0 && (
        <p className={styles.problem}>{messages.sources.heldText(source.held, formatCount(source.held))}</p>
      )}
      {open && <Repositories sourceId={source.id} />}
    </li>
  );
}

function LastHarvest({ source }: { source: SourceItem }) {
  if (!source.lastFinishedAt) return <span>{messages.sources.never}</span>;
  return (
    <>
      <span>
        {messages.sources.read} <Time at={source.lastFinishedAt} />
        {source.lastDurationMs !== undefined && ` ${messages.sources.took(formatDuration(source.lastDurationMs))}`}
      </span>
      {source.nextAt && (
        <span>
          {messages.sources.next} <Time at={source.nextAt} />
        </span>
      )}
    </>
  );
}

function Progress({ done, total }: { done: number; total: number }) {
  return (
    <div className={styles.progress}>
      <progress value={done} max={Math.max(total, 1)} aria-label={messages.sources.progress} />
      <span>
        {formatCount(done)} / {formatCount(total)}
      </span>
    </div>
  );
}
