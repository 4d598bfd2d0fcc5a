import { CopyButton, EntityLink, ExternalLink, Time } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import type { FindingItem } from '../types.ts';
import { useState } from 'react';
import { Excerpt } from './excerpt.tsx';
import { LevelMark } from './level-mark.tsx';
import { MendLink } from './mend-link.tsx';
import styles from './shared.module.css';
import { stop } from './use-stops.ts';

/** `file:line:column`, as editors and compilers write it. */
export function placeOf({ file, line, column }: { file: string; line?: number; column?: number }): string {
  return [file, line, column].filter((part) => part !== undefined).join(':');
}

/** A finding: what is wrong, what to do, and the exact place. */
export function FindingEntry({ finding, withEntity = true }: { finding: FindingItem; withEntity?: boolean }) {
  const place = placeOf(finding);
  const [open, setOpen] = useState(false);
  const { sourceId, repository, file, line, entityRef } = finding;
  return (
    <>
      <LevelMark level={finding.level} />
      <div>
        <p className={styles.findingMessage}>{finding.message}</p>
        <p className={styles.findingHint}>{finding.hint}</p>
        <div className={styles.findingWhere}>
          <span className={styles.findingPlace}>
            {finding.viewUrl ? (
              <ExternalLink href={finding.viewUrl}>
                <code>{place}</code>
              </ExternalLink>
            ) : (
              <code>{place}</code>
            )}
            <CopyButton text={place} label={messages.findings.copyPlace} />
          </span>
          {sourceId && repository && (
            <button
              type="button"
              className={styles.lines}
              aria-expanded={open}
              onClick={() => setOpen(!open)}
              {...stop}
            >
              {open ? messages.findings.hideLines : messages.findings.showLines}
            </button>
          )}
          <MendLink finding={finding} />
          {withEntity && finding.entityRef && <EntityLink entityRef={finding.entityRef} />}
          {withEntity && finding.ownerRef && <EntityLink entityRef={finding.ownerRef} />}
          {finding.repository && <span>{finding.repository}</span>}
          <code>{finding.code}</code>
          {finding.since && (
            <span>
              {messages.findings.since} <Time at={finding.since} />
            </span>
          )}
        </div>
        {open && sourceId && repository && <Excerpt place={{ sourceId, repository, file, line, entityRef }} />}
      </div>
    </>
  );
}

/** Findings one under the other. */
export function FindingList({
  findings,
  withEntity = true,
}: {
  findings: readonly FindingItem[];
  withEntity?: boolean;
}) {
  return (
    <ul className={styles.findings}>
      {findings.map((finding, place) => (
        <li key={`${placeOf(finding)} ${finding.code} ${place}`} className={styles.finding}>
          <FindingEntry finding={finding} withEntity={withEntity} />
        </li>
      ))}
    </ul>
  );
}
