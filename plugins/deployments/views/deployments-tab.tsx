import { Card, ErrorState, LoadingLines } from '@callboard/plugin/web';
import type { EntityViewProps } from '@callboard/plugin/web';
import { CanaryPanel } from './canary-panel.tsx';
import styles from './deployments.module.css';
import { messages } from './messages.ts';
import { byEnvironment } from './place-name.ts';
import { PlacesTable } from './places-table.tsx';
import { Nothing } from './runs-card.tsx';
import { Timeline } from './timeline.tsx';
import { usePlaces } from './use-places.ts';

/** What of an entity runs where, and how it came there. */
export function DeploymentsTab({ entity, entityRef }: EntityViewProps) {
  const { data, error, refetch } = usePlaces(entity);
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingLines lines={8} />;
  const { places } = data;
  if (!places.length) return <Nothing entityRef={entityRef} />;
  const environments = [...new Set(places.map(({ environment }) => environment))].sort(byEnvironment);
  return (
    <div className={styles.tab}>
      <Card title={messages.runs.title}>
        <PlacesTable places={places} />
        {places.map(({ latest }) => latest?.state === 'canary' && <CanaryPanel key={latest.id} canary={latest} />)}
      </Card>
      <Card title={messages.timeline.title}>
        <Timeline entityRef={entityRef} environments={environments} />
      </Card>
    </div>
  );
}
