import { Link, Page, entityPath } from '@callboard/plugin/web';
import type { PageViewProps } from '@callboard/plugin/web';
import { IncidentView } from './incident-view.tsx';
import { messages } from './messages.ts';
import { useIncident } from './use-incident.ts';

export function IncidentPage({ params: { namespace = '', kind = '', name = '' } }: PageViewProps) {
  const incident = useIncident(namespace, kind, name);
  const { data } = incident;
  return (
    <Page
      title={messages.title(data?.blocks.catalog.data?.title ?? name)}
      actions={data && <Link to={entityPath(data.entityRef)}>{messages.entity}</Link>}
    >
      <IncidentView incident={incident} />
    </Page>
  );
}
