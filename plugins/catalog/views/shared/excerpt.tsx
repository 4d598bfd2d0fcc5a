import { CodeBlock, LoadingLines, useApi } from '@callboard/plugin/web';
import type { ExcerptItem } from '../types.ts';
import styles from './shared.module.css';

export interface ExcerptPlace {
  sourceId: string;
  repository: string;
  file: string;
  line: number;
  entityRef?: string | undefined;
}

/** The lines around a place, with the one that is meant marked. */
export function Excerpt({ place }: { place: ExcerptPlace }) {
  const { data, error } = useApi<ExcerptItem>('/api/callboard/excerpt', { query: { ...place } });
  if (error) return <p className={styles.findingHint}>{error.message}</p>;
  if (!data) return <LoadingLines lines={3} />;
  return (
    <CodeBlock text={data.text} firstLine={data.firstLine} line={data.line} label={`${place.file}:${place.line}`} />
  );
}
