import type { EntityViewProps } from '@callboard/plugin/web';
import { IncidentView } from './incident-view.tsx';
import { useIncident } from './use-incident.ts';

export function IncidentTab({ entity: { kind, metadata } }: EntityViewProps) {
  return <IncidentView incident={useIncident(metadata.namespace ?? 'default', kind, metadata.name)} />;
}
