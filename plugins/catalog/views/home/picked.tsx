import { LoadingLines, useApi } from '@callboard/plugin/web';
import type { Entity } from '@callboard/plugin/web';
import type { ReactNode } from 'react';
import { Section } from './section.tsx';
import { Things } from './things.tsx';
import { ROW_FIELDS } from './use-owners.ts';

interface PickedProps {
  title: string;
  refs: readonly string[];
  actions?: ReactNode;
}

const LINES = 3;

/** Entities that the viewer picked out one by one, in their order; nothing when there are none, or none is there any more. */
export function Picked({ title, refs, actions }: PickedProps) {
  const { data } = useApi<{ items: (Entity | null)[] }>('/api/catalog/entities/by-refs', {
    body: { entityRefs: refs, fields: ROW_FIELDS },
    touchedBy: [{ type: 'entity' }],
    enabled: refs.length > 0,
    keepPrevious: true,
  });
  const entities = data?.items.filter((item) => item !== null);
  if (refs.length === 0 || entities?.length === 0) return null;
  return (
    <Section title={title} actions={actions}>
      {entities ? <Things label={title} entities={entities} /> : <LoadingLines lines={Math.min(LINES, refs.length)} />}
    </Section>
  );
}
