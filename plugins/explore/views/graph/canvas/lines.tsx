import { memo } from 'react';
import { useLook } from './focus.ts';
import type { DrawnLine, Layout } from './layout.ts';
import styles from './canvas.module.css';

/** All lines, in one drawing beneath the entities' own layer. */
export const Lines = memo(function Lines({ layout }: { layout: Layout }) {
  return (
    <svg className={styles.lines} width={layout.width} height={layout.height} aria-hidden="true">
      <defs>
        {['plain', 'near'].map((look) => (
          <marker
            key={look}
            id={`explore-arrow-${look}`}
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="7"
            markerHeight="7"
            orient="auto-start-reverse"
          >
            <path d="M0.5 1L7 4L0.5 7" className={styles.arrow} data-look={look} />
          </marker>
        ))}
      </defs>
      {layout.lines.map((line) => (
        <Line key={line.id} line={line} hasWords={layout.hasWords} />
      ))}
    </svg>
  );
});

const Line = memo(function Line({ line, hasWords }: { line: DrawnLine; hasWords: boolean }) {
  const look = useLook(line.id);
  return (
    <g className={styles.line} data-look={look}>
      <path d={line.path} markerEnd={`url(#explore-arrow-${look ?? 'plain'})`} />
      {(hasWords || look) && (
        <text x={line.at.x} y={line.at.y} dy="0.32em">
          {line.words}
        </text>
      )}
    </g>
  );
});
