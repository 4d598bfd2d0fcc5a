import { Suspense } from 'react';
import { ErrorState, LoadingLines, lazyView } from '@callboard/plugin/web';
import { Alerts } from './alerts.tsx';
import { Dependencies } from './dependencies.tsx';
import { Deployments } from './deployments.tsx';
import { OnCallPeople } from './on-call.tsx';
import { BlockCard } from './block-card.tsx';
import styles from './incidents.module.css';
import { messages } from './messages.ts';
import { Owners } from './owners.tsx';
import type { Incident } from './types.ts';
import type { useIncident } from './use-incident.ts';

const Runbooks = lazyView(async () => (await import('./runbooks.tsx')).Runbooks);

/** Everything that somebody needs who has to mend a service, first things first. */
export function IncidentView({ incident }: { incident: ReturnType<typeof useIncident> }) {
  const { data, error, refetch } = incident;
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingLines lines={10} />;
  return (
    <>
      {error && (
        <p role="status" className={styles.stale}>
          {messages.offline}
        </p>
      )}
      <Everything incident={data} />
    </>
  );
}

function Everything({ incident: { entityRef, blocks } }: { incident: Incident }) {
  const { catalog, 'on-call': onCall, alerts, deployments } = blocks;
  const about = catalog.data;
  return (
    <div className={styles.columns}>
      <div>
        <BlockCard title={messages.runbook.title} block={catalog} absent={messages.failed} none={messages.failed}>
          {({ runbooks, links }) => (
            <Suspense fallback={<LoadingLines lines={1} />}>
              <Runbooks runbooks={runbooks} links={links} />
            </Suspense>
          )}
        </BlockCard>
        <BlockCard
          title={messages.onCall.title}
          block={onCall}
          absent={messages.onCall.absent}
          none={messages.onCall.none}
          note={onCall.data?.note}
        >
          {(data) => <OnCallPeople onCall={data} />}
        </BlockCard>
        <BlockCard title={messages.owner.title} block={catalog} absent={messages.failed} none={messages.failed}>
          {({ owners, ownedBy }) => <Owners owners={owners} ownedBy={ownedBy} />}
        </BlockCard>
      </div>
      <div>
        <BlockCard
          title={messages.alerts.title}
          block={alerts}
          absent={messages.alerts.absent}
          none={messages.alerts.none}
          note={alerts.data?.[0]?.note}
        >
          {(all) => <Alerts alerts={all.filter((alert) => alert.entityRef === entityRef)} />}
        </BlockCard>
        <BlockCard
          title={messages.deployments.title}
          block={deployments}
          absent={messages.deployments.absent}
          none={messages.deployments.none}
        >
          {(list) => <Deployments deployments={list} entityRef={entityRef} />}
        </BlockCard>
        {about && (
          <BlockCard
            title={messages.dependencies.title}
            block={{ ...catalog, data: about.dependencies }}
            absent={messages.failed}
            none={messages.dependencies.none}
          >
            {(dependencies) => (
              <Dependencies
                dependencies={dependencies}
                owners={about.owners}
                {...(alerts.data ? { alerts: alerts.data } : {})}
              />
            )}
          </BlockCard>
        )}
      </div>
    </div>
  );
}
