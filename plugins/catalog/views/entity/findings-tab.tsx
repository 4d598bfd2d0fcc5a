import { EmptyState, ErrorState, LoadingLines } from '@callboard/plugin/web';
import type { EntityViewProps } from '@callboard/plugin/web';
import { messages } from './messages.ts';
import { FindingList } from '../shared/finding-item.tsx';
import { useEntityFindings } from '../shared/use-findings.ts';

/** All findings of an entity, each with its place and its remedy. */
export function FindingsTab({ entityRef }: EntityViewProps) {
  const { data, error, refetch } = useEntityFindings(entityRef);
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingLines lines={6} />;
  if (data.total === 0) return <EmptyState icon="done" title={messages.findings.none} />;
  return <FindingList findings={data.items} withEntity={false} />;
}
