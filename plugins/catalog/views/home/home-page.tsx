import {
  ContributedView,
  ErrorState,
  Link,
  LoadingLines,
  formatCount,
  useApi,
  useContributions,
  useDocumentTitle,
  useRecents,
  useStars,
} from '@callboard/plugin/web';
import { useStops } from '../shared/use-stops.ts';
import type { FacetAnswer } from '../types.ts';
import { ExampleNotice } from './example-notice.tsx';
import { FindingCounts } from './finding-counts.tsx';
import { FirstSteps } from './first-steps.tsx';
import styles from './home.module.css';
import { KindCounts } from './kind-counts.tsx';
import { messages } from './messages.ts';
import { Mine } from './mine.tsx';
import { MyFindings } from './my-findings.tsx';
import { Picked } from './picked.tsx';
import { RecentChanges } from './recent-changes.tsx';
import { Section } from './section.tsx';
import { useMyself } from './use-myself.ts';
import { Who } from './who.tsx';

const SHOWN = 6;

/** Where everybody begins: what is theirs, what they picked out, what changed; on an empty portal, what to do first. */
export function HomePage() {
  useDocumentTitle(messages.title);
  useStops();
  const { data, error, refetch } = useApi<FacetAnswer>('/api/catalog/entity-facets', {
    query: { facet: 'kind' },
    touchedBy: [{ type: 'entity' }],
  });
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  const kinds = data?.facets['kind'];
  if (kinds?.length === 0) return <FirstSteps />;
  return (
    <div className={styles.page}>
      <h1 className={styles.hidden}>{messages.title}</h1>
      <ExampleNotice />
      {kinds ? <KindCounts kinds={kinds} /> : <LoadingLines lines={1} />}
      <Parts />
    </div>
  );
}

function Parts() {
  const { refs: me, isKnown } = useMyself();
  const { refs: stars } = useStars();
  const recents = useRecents();
  const widgets = useContributions('homeWidgets');
  return (
    <div className={styles.columns}>
      <div>
        {isKnown === undefined && <LoadingLines lines={6} />}
        {isKnown === true && <Mine me={me} />}
        {isKnown === false && <Who />}
        <Picked
          title={messages.starred.title}
          refs={stars.slice(0, SHOWN)}
          actions={
            stars.length > SHOWN && (
              <Link to="/catalog?show=starred">{messages.starred.all(formatCount(stars.length))}</Link>
            )
          }
        />
        <Picked title={messages.recent.title} refs={recents.filter((ref) => !stars.includes(ref)).slice(0, SHOWN)} />
        <RecentChanges me={me} isKnown={isKnown === true} />
      </div>
      <div>
        <Section title={isKnown ? messages.findings.mine : messages.findings.title}>
          {isKnown ? <MyFindings me={me} /> : <FindingCounts />}
        </Section>
        {widgets.map((widget) => (
          <Section key={`${widget.plugin.id}/${widget.id}`} title={widget.title}>
            <ContributedView contribution={widget} />
          </Section>
        ))}
      </div>
    </div>
  );
}
