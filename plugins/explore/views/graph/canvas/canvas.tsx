import '@xyflow/react/dist/base.css';
import { Background, MiniMap, ReactFlow, ReactFlowProvider, ViewportPortal, useReactFlow } from '@xyflow/react';
import type { Node } from '@xyflow/react';
import { useReducedMotion } from '@mantine/hooks';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { LoadingLines } from '@callboard/plugin/web';
import { messages } from '../../messages.ts';
import type { Direction } from '../graph-state.ts';
import type { Picture } from '../picture.ts';
import { relationWords } from '../relation-words.ts';
import styles from './canvas.module.css';
import { Focus, FocusContext, useIsFocused } from './focus.ts';
import { layOut, NODE, packed, warmUp } from './layout.ts';
import type { Layout } from './layout.ts';
import { Lines } from './lines.tsx';
import { nextInDirection } from './next.ts';
import type { Arrow } from './next.ts';
import { NodeBox } from './node-box.tsx';
import { Tools } from './tools.tsx';

export interface CanvasProps {
  picture: Picture;
  roots: readonly string[];
  direction: Direction;
  selected: string | undefined;
  onSelect: (ref: string | undefined) => void;
  onOpen: (ref: string) => void;
}

// The worker's code takes a while to start; the answer of the server is on its way meanwhile.
warmUp();

interface DrawingProps extends CanvasProps {
  layout: Layout;
  /** What is not as it should be. */
  note: string | undefined;
}

const nodeTypes = { entity: NodeBox };
/** Below this, nothing can be read: a larger graph begins at its start, and not as a whole. */
const READABLE = 0.6;
const START = 0.8;
/** Milliseconds after which a picture is worth more than a better one. */
const PATIENCE = 700;
/** Free room around a graph. */
const EDGE = 16;
const MANY = 40;

/** Where the picture begins so that a point of it is in the middle, as far as that leaves no room empty at its edges. */
function startOf(middle: number, room: number, size: number): number {
  if (size + 2 * EDGE <= room) return (room - size) / 2;
  return Math.min(EDGE, Math.max(room - size - EDGE, room / 2 - middle));
}

/** The graph as a picture: entities, and the lines between them. */
export function Canvas(props: CanvasProps) {
  const { layout, error } = useLayout(props.picture, props.direction);
  if (!layout) {
    return (
      <div className={styles.canvas} data-loading>
        <LoadingLines lines={4} />
      </div>
    );
  }
  return (
    <ReactFlowProvider>
      <Drawing {...props} layout={layout} note={error && messages.graph.simpler(error.message)} />
    </ReactFlowProvider>
  );
}

/** The full layout; a packed one until it is there when it takes long, and in its place when it fails. */
function useLayout(picture: Picture, direction: Direction) {
  const [layout, setLayout] = useState<Layout>();
  const [error, setError] = useState<Error>();
  useEffect(() => {
    let isWanted = true;
    const showPacked = () => setLayout(packed(picture, direction, relationWords));
    const timer = setTimeout(showPacked, PATIENCE);
    layOut(picture, direction, relationWords).then(
      (made) => {
        clearTimeout(timer);
        if (!isWanted) return;
        setError(undefined);
        setLayout(made);
      },
      (reason: unknown) => {
        clearTimeout(timer);
        if (!isWanted) return;
        setError(reason instanceof Error ? reason : new Error(String(reason)));
        showPacked();
      },
    );
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [picture, direction]);
  return { layout, error };
}

function Drawing({ layout, note, roots, selected, onSelect, onOpen }: DrawingProps) {
  const flow = useReactFlow();
  const reducedMotion = useReducedMotion();
  const [focus] = useState(() => new Focus());
  const isFocused = useIsFocused(focus);
  const { picture } = layout;
  const holder = useRef<HTMLDivElement>(null);
  const duration = reducedMotion ? 0 : 140;

  useEffect(() => focus.show(picture, selected), [focus, picture, selected]);

  const nodes = useMemo(
    () =>
      picture.nodes.map((node): Node => ({
        id: node.ref,
        type: 'entity',
        position: layout.places.get(node.ref) ?? { x: 0, y: 0 },
        data: { node, isRoot: roots.includes(node.ref), isSelected: node.ref === selected },
        ...NODE,
      })),
    [picture, layout, roots, selected],
  );

  const show = useCallback(
    (ref: string | undefined, zoom = flow.getZoom()) => {
      const place = ref === undefined ? undefined : layout.places.get(ref);
      if (place) void flow.setCenter(place.x + NODE.width / 2, place.y + NODE.height / 2, { zoom, duration });
    },
    [flow, layout, duration],
  );

  const begin = useCallback(() => {
    const box = holder.current?.getBoundingClientRect();
    if (!box) return;
    const place = layout.places.get(selected ?? roots[0] ?? '');
    const whole = Math.min(box.width / (layout.width + 2 * EDGE), box.height / (layout.height + 2 * EDGE));
    if (whole >= READABLE || !place) void flow.fitView({ padding: 0.06, maxZoom: 1 });
    else {
      const zoom = Math.max(whole, START);
      const [x, y] = [place.x + NODE.width / 2, place.y + NODE.height / 2];
      void flow.setViewport({
        x: startOf(x * zoom, box.width, layout.width * zoom),
        y: startOf(y * zoom, box.height, layout.height * zoom),
        zoom,
      });
    }
    // What is selected later is shown by whoever selects it.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [flow, layout]);
  useEffect(() => void requestAnimationFrame(begin), [begin]);

  function onKey(event: KeyboardEvent) {
    if (event.target !== event.currentTarget || event.metaKey || event.ctrlKey || event.altKey) return;
    const from = selected ?? roots[0];
    if (event.key.startsWith('Arrow')) {
      const next = selected && from ? nextInDirection(layout, from, event.key.slice(5) as Arrow) : from;
      if (next) {
        onSelect(next);
        show(next);
      }
    } else if (event.key === 'Enter' && selected) onOpen(selected);
    else if (event.key === 'Escape') onSelect(undefined);
    else if (event.key === '+' || event.key === '=') void flow.zoomIn({ duration });
    else if (event.key === '-') void flow.zoomOut({ duration });
    else if (event.key === '0') void flow.fitView({ padding: 0.08, duration });
    else return;
    event.preventDefault();
  }

  return (
    <FocusContext value={focus}>
      <div ref={holder} className={styles.canvas} data-focused={isFocused || undefined}>
        <p id="explore-graph-keys" className={styles.unseen}>
          {messages.graph.keys}
        </p>
        <ReactFlow
          aria-label={messages.graph.picture(picture.nodes.length, picture.lines.length)}
          aria-describedby="explore-graph-keys"
          tabIndex={0}
          onKeyDown={onKey}
          nodes={nodes}
          nodeTypes={nodeTypes}
          minZoom={0.05}
          maxZoom={2}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          elementsSelectable={false}
          onlyRenderVisibleElements
          disableKeyboardA11y
          zoomOnDoubleClick={false}
          proOptions={{ hideAttribution: true }}
          onNodeClick={(_, node) => onSelect(node.id)}
          onNodeDoubleClick={(_, node) => onOpen(node.id)}
          onNodeMouseEnter={(_, node) => focus.hover(node.id)}
          onNodeMouseLeave={() => focus.hover(undefined)}
          onPaneClick={() => onSelect(undefined)}
        >
          <Background gap={24} size={1} color="var(--cb-line)" />
          <ViewportPortal>
            <Lines layout={layout} />
          </ViewportPortal>
          {picture.nodes.length > MANY && (
            <MiniMap
              ariaLabel={messages.graph.map}
              pannable
              zoomable
              className={styles.map}
              nodeClassName={styles.mapNode}
              nodeStrokeWidth={0}
              maskColor="var(--explore-mask)"
            />
          )}
        </ReactFlow>
        <Tools duration={duration} />
        {note && <p className={styles.note}>{note}</p>}
      </div>
    </FocusContext>
  );
}
