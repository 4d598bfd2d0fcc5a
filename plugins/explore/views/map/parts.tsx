import { Button } from '@mantine/core';
import { useState } from 'react';
import { EntityLink, usePluginApi } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import type { Described, Page } from '../types.ts';
import styles from './map.module.css';

const STEP = 60;
const MOST = 200;

/** What is part of an entity, or of nothing; more of it on demand, page by page. */
export function Parts({ of, title }: { of: string | undefined; title: string }) {
  const [shown, setShown] = useState({ offset: 0, limit: STEP });
  const { data } = usePluginApi<Page<Described>>('/parts', {
    query: { of, offset: String(shown.offset), limit: String(shown.limit) },
    touchedBy: [{ type: 'entity' }],
    keepPrevious: true,
  });
  if (!data || data.total === 0) return null;
  const end = shown.offset + data.items.length;
  const left = data.total - end;
  function more() {
    setShown(shown.limit < MOST ? { ...shown, limit: Math.min(MOST, shown.limit + STEP) } : { ...shown, offset: end });
  }
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <PartLinks parts={data.items} label={title} />
      {left > 0 && <Button onClick={more}>{messages.showMore(Math.min(left, MOST))}</Button>}
    </section>
  );
}

export function PartLinks({ parts, label }: { parts: readonly Described[]; label: string }) {
  return (
    <ul className={styles.parts} aria-label={label}>
      {parts.map((part) => (
        <li key={part.ref}>
          <EntityLink entityRef={part.ref} title={part.title} />
          {part.type && <span className={styles.faint}>{part.type}</span>}
        </li>
      ))}
    </ul>
  );
}
