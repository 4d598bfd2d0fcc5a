import { Card, ContributedView, ErrorState, LoadingLines, Page, useApi, useContributions } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import type { FacetAnswer } from '../types.ts';
import { FindingCounts } from './finding-counts.tsx';
import { FirstSteps } from './first-steps.tsx';
import styles from './home.module.css';
import { KindCounts } from './kind-counts.tsx';
import { RecentChanges } from './recent-changes.tsx';

/** Where everybody begins: what is here, what changed, what wants attention; on an empty portal, what to do first. */
export function HomePage() {
  const widgets = useContributions('homeWidgets');
  const { data, error, refetch } = useApi<FacetAnswer>('/api/catalog/entity-facets', {
    query: { facet: 'kind' },
    touchedBy: [{ type: 'entity' }],
  });
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  const kinds = data?.facets['kind'];
  if (kinds?.length === 0) return <FirstSteps />;
  return (
    <Page title={messages.home.title}>
      {kinds ? <KindCounts kinds={kinds} /> : <LoadingLines lines={2} />}
      <div className={styles.columns}>
        <Card title={messages.home.changes}>
          <RecentChanges />
        </Card>
        <div>
          <Card title={messages.home.findings}>
            <FindingCounts />
          </Card>
          {widgets.map((widget) => (
            <Card key={`${widget.plugin.id}/${widget.id}`} title={widget.title}>
              <ContributedView plugin={widget.plugin} view={widget.view} />
            </Card>
          ))}
        </div>
      </div>
    </Page>
  );
}
