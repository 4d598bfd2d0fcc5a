import { CodeBlock, ErrorState, Link, LoadingLines, entityPath } from '@callboard/plugin/web';
import type { EntityViewProps } from '@callboard/plugin/web';
import { CanaryPanel } from './canary-panel.tsx';
import styles from './deployments.module.css';
import { messages } from './messages.ts';
import { PlacesTable } from './places-table.tsx';
import { SampleTag } from './state-mark.tsx';
import { usePlaces } from './use-places.ts';

/** Which version runs in which environment and region, and what is on its way there. */
export function RunsCard({ entity, entityRef }: EntityViewProps) {
  const { data, error, refetch } = usePlaces(entity);
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingLines lines={3} />;
  const { places } = data;
  if (!places.length) return <Nothing entityRef={entityRef} />;
  const all = places.flatMap(({ live, latest }) => [live, latest]).filter((one) => one !== undefined);
  const canaries = all.filter(({ state }) => state === 'canary');
  return (
    <>
      <PlacesTable places={places} />
      {canaries.map((one) => (
        <CanaryPanel key={one.id} canary={one} />
      ))}
      <p className={styles.foot}>
        <Link to={`${entityPath(entityRef)}/deployments`}>{messages.runs.toTab}</Link>
        {all.some(({ isSample }) => isSample) && <SampleTag />}
      </p>
    </>
  );
}

export function Nothing({ entityRef }: { entityRef: string }) {
  const report = JSON.stringify({ entityRef, version: '1.0.0', environment: 'production', commit: '$COMMIT' });
  const call = [
    `curl ${window.location.origin}/api/deployments \\`,
    `  -H "authorization: Bearer $TOKEN" -H "content-type: application/json" \\`,
    `  -d '${report.replace('"$COMMIT"', `"'$COMMIT'"`)}'`,
  ].join('\n');
  return (
    <>
      <p className={styles.soft}>
        {messages.runs.noneTitle}. {messages.runs.none}
      </p>
      <CodeBlock text={call} label={messages.runs.copy} />
    </>
  );
}
