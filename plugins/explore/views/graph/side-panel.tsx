import { ActionIcon, Button } from '@mantine/core';
import { EntityLink, Icon, Link, entityPath, refName, useKind } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import type { GraphNode } from '../types.ts';
import styles from './graph.module.css';
import type { Picture } from './picture.ts';
import { relationWords } from './relation-words.ts';

interface SidePanelProps {
  node: GraphNode;
  picture: Picture;
  /** Where the graph from here is; absent when it is the one that is shown. */
  centreHref: string | undefined;
  onSelect: (ref: string | undefined) => void;
  onExpand: () => void;
}

const SHOWN = 60;

/** What one wants to know of an entity without leaving the graph. */
export function SidePanel({ node, picture, centreHref, onSelect, onExpand }: SidePanelProps) {
  const kind = useKind(node.kind);
  const words = messages.graph.panel;
  const lines = picture.at(node.ref);
  return (
    <section className={styles.panel} aria-label={words.label}>
      <header>
        <Icon name={kind?.icon ?? 'unknown'} />
        <h2>{node.title ?? refName(node.ref)}</h2>
        <ActionIcon variant="subtle" color="gray" aria-label={words.close} onClick={() => onSelect(undefined)}>
          <Icon name="close" />
        </ActionIcon>
      </header>
      <code className={styles.ref}>{node.ref}</code>
      {node.missing && <p className={styles.missing}>{messages.graph.missing}</p>}
      <dl className={styles.facts}>
        <dt>{words.kind}</dt>
        <dd>{[kind?.singular ?? node.kind, node.type].filter(Boolean).join(' · ')}</dd>
        {node.owner && (
          <>
            <dt>{words.owner}</dt>
            <dd>
              <EntityLink entityRef={node.owner} />
            </dd>
          </>
        )}
        {node.lifecycle && (
          <>
            <dt>{words.lifecycle}</dt>
            <dd>{node.lifecycle}</dd>
          </>
        )}
      </dl>
      <p className={styles.panelActions}>
        <Link to={node.missing ? `/where?target=${encodeURIComponent(node.ref)}` : entityPath(node.ref)}>
          {words.open}
        </Link>
        {centreHref && <Link to={centreHref}>{words.centre}</Link>}
      </p>
      {node.hidden > 0 && <Button onClick={onExpand}>{words.expand(node.hidden)}</Button>}
      <h3>{words.related(lines.length)}</h3>
      <ul className={styles.related}>
        {lines.slice(0, SHOWN).map((line) => {
          const isSource = line.source === node.ref;
          const other = isSource ? line.target : line.source;
          return (
            <li key={line.id}>
              <span>{isSource ? relationWords(line.type) : `← ${relationWords(line.type)}`}</span>
              <button type="button" className={styles.plain} title={other} onClick={() => onSelect(other)}>
                {picture.byRef.get(other)?.title ?? refName(other)}
              </button>
            </li>
          );
        })}
        {lines.length > SHOWN && <li>{words.more(lines.length - SHOWN)}</li>}
      </ul>
    </section>
  );
}
