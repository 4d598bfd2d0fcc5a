import { memo } from 'react';
import type { NodeProps } from '@xyflow/react';
import { Icon, refName, useKind } from '@callboard/plugin/web';
import { messages } from '../../messages.ts';
import type { GraphNode } from '../../types.ts';
import { useLook } from './focus.ts';
import styles from './canvas.module.css';

export interface NodeData extends Record<string, unknown> {
  node: GraphNode;
  isRoot: boolean;
  isSelected: boolean;
}

/** An entity in the graph: what it is, what it is called, whose it is. */
export const NodeBox = memo(function NodeBox({ data }: NodeProps) {
  const { node, isRoot, isSelected } = data as NodeData;
  const kind = useKind(node.kind);
  const look = useLook(node.ref);
  const facts = node.missing
    ? messages.graph.missing
    : [node.type ?? kind?.singular ?? node.kind, node.ownerTitle ?? (node.owner && refName(node.owner))]
        .filter(Boolean)
        .join(' · ');
  return (
    <div
      className={styles.node}
      data-look={look}
      data-root={isRoot || undefined}
      data-selected={isSelected || undefined}
      data-missing={node.missing}
      title={node.ref}
    >
      <Icon name={kind?.icon ?? 'unknown'} className={styles.nodeIcon} label={kind?.singular ?? node.kind} />
      <span className={styles.nodeTitle}>{node.title ?? refName(node.ref)}</span>
      <span className={styles.nodeFacts}>{facts}</span>
      {node.hidden > 0 && (
        <span className={styles.nodeHidden} title={messages.graph.hiddenNeighbours(node.hidden)}>
          +{node.hidden}
        </span>
      )}
    </div>
  );
});
