import {
  EntityLink,
  ExternalLink,
  Link,
  Page,
  Time,
  formatCount,
  parseEntityRef,
  refName,
  useApi,
} from '@callboard/plugin/web';
import { useState } from 'react';
import { Cause } from '../shared/cause.tsx';
import { useEntityFindings } from '../shared/use-findings.ts';
import { messages } from './messages.ts';
import { ShortFindings } from './findings-card.tsx';
import { relationTitle } from './relations.ts';
import type { MissingAnswer } from './types.ts';
import styles from './unknown.module.css';

const STEP = 50;
const MOST = 200;

/** A name that no descriptor declares: what may be meant, what became of it, and who still points at it. */
export function UnknownEntity({ entityRef }: { entityRef: string }) {
  const [limit, setLimit] = useState(STEP);
  const { data } = useApi<MissingAnswer>('/api/callboard/missing', {
    query: { entityRef, limit },
    touchedBy: [{ type: 'entity' }],
    keepPrevious: true,
  });
  const { kind, name } = parseEntityRef(entityRef);
  const findings = useEntityFindings(entityRef).data?.items ?? [];
  const text = findings.length ? messages.unknown.refused : messages.unknown.text;
  return (
    <Page title={messages.unknown.title(entityRef)} description={text}>
      <div className={styles.body}>
        {findings.length > 0 && <ShortFindings findings={findings} />}
        {data?.exclusion && (
          <p>
            {messages.unknown.exclusion(data.exclusion.by, data.exclusion.reason)} <Time at={data.exclusion.at} />{' '}
            <Link to="/findings?show=exclusions">{messages.unknown.toExclusions}</Link>
          </p>
        )}
        {data?.last && (
          <p>
            {data.last.op === 'delete' ? messages.unknown.last.delete : messages.unknown.last.other}{' '}
            <Time at={data.last.at} />. <Cause cause={data.last.cause} />
          </p>
        )}
        {data && data.nearest.length > 0 && (
          <section aria-label={messages.unknown.nearest}>
            <h2>{messages.unknown.nearest}</h2>
            <ul className={styles.nearest}>
              {data.nearest.map((one) => (
                <li key={one.ref}>
                  <EntityLink entityRef={one.ref} title={one.title} /> <code>{refName(one.ref)}</code>
                </li>
              ))}
            </ul>
          </section>
        )}
        <p className={styles.ways}>
          <Link to={`/where?target=${encodeURIComponent(entityRef)}`}>{messages.unknown.why}</Link>
          <Link to={`/catalog?kind=${encodeURIComponent(kind)}&text=${encodeURIComponent(name)}`}>
            {messages.unknown.find}
          </Link>
          <span className={styles.faint}>{messages.unknown.whyText}</span>
        </p>
        {data && <Pointing pointing={data.pointing} onMore={() => setLimit(Math.min(MOST, limit + STEP))} />}
      </div>
    </Page>
  );
}

function Pointing({ pointing, onMore }: { pointing: MissingAnswer['pointing']; onMore: () => void }) {
  const more = pointing.total - pointing.items.length;
  if (pointing.total === 0) return <p className={styles.faint}>{messages.unknown.none}</p>;
  return (
    <section aria-label={messages.unknown.pointing}>
      <h2>
        {messages.unknown.pointing} <span className={styles.faint}>{formatCount(pointing.total)}</span>
      </h2>
      <p className={styles.faint}>{messages.unknown.pointingText}</p>
      <ul className={styles.pointing}>
        {pointing.items.map((item) => (
          <li key={item.ref}>
            <EntityLink entityRef={item.ref} title={item.title} />
            <span>{relationTitle(item.relation)}</span>
            {item.place ? <Place place={item.place} /> : <span />}
          </li>
        ))}
      </ul>
      {more > 0 && pointing.items.length < MOST && (
        <button type="button" className={styles.more} onClick={onMore}>
          {messages.unknown.more(formatCount(more))}
        </button>
      )}
    </section>
  );
}

function Place({ place }: { place: NonNullable<MissingAnswer['pointing']['items'][number]['place']> }) {
  const text = (
    <code>
      {place.repository} · {place.file}:{place.line}
    </code>
  );
  return <span>{place.viewUrl ? <ExternalLink href={place.viewUrl}>{text}</ExternalLink> : text}</span>;
}
