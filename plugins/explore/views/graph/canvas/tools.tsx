import { useReactFlow } from '@xyflow/react';
import { messages } from '../../messages.ts';
import styles from './canvas.module.css';

/** Closer, further, everything. */
export function Tools({ duration }: { duration: number }) {
  const flow = useReactFlow();
  const tools = [
    { label: messages.graph.zoomIn, sign: '+', run: () => flow.zoomIn({ duration }) },
    { label: messages.graph.zoomOut, sign: '−', run: () => flow.zoomOut({ duration }) },
    { label: messages.graph.fit, sign: '⤢', run: () => flow.fitView({ padding: 0.08, duration }) },
  ];
  return (
    <div className={styles.tools}>
      {tools.map(({ label, sign, run }) => (
        <button key={label} type="button" aria-label={label} title={label} onClick={() => void run()}>
          {sign}
        </button>
      ))}
    </div>
  );
}
