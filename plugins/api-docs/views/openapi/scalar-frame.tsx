import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { ErrorState, LoadingLines } from '@callboard/plugin/web';
import type { Address } from '../address.ts';
import styles from '../definition.module.css';
import { messages } from '../messages.ts';
import type { OpenApiDefinition } from '../types.ts';
import { pageOf } from './page.ts';
import { startViewer } from './viewer.ts';
import type { Viewer } from './viewer.ts';

/** The viewer as its makers build it: ready to run as it is, so that it is served and not bundled anew with every change of ours. */
const script = new URL('../../../../node_modules/@scalar/api-reference/dist/browser/standalone.js', import.meta.url)
  .href;

type State = 'loading' | 'shown' | 'failed';

/** Milliseconds of quiet after which the address follows what was scrolled to. */
const QUIET = 200;

/** The reference of an OpenAPI definition, in a frame of its own. */
export function ScalarFrame({ definition, address }: { definition: OpenApiDefinition; address: Address }) {
  const [state, setState] = useState<State>('loading');
  const [attempt, setAttempt] = useState(0);
  const viewer = useRef<Viewer>(undefined);
  // What the frame shows already, so that following it does not send it there again.
  const shown = useRef('');
  const { at, open } = address;
  const reach = useDebouncedCallback((id: string) => {
    shown.current = id;
    open(id, true);
  }, QUIET);
  const page = useMemo(() => pageOf(definition.title ?? messages.openapi.frame, script), [definition.title]);
  useEffect(() => {
    if (at === shown.current || !viewer.current) return;
    shown.current = at;
    viewer.current.go(at);
  }, [at]);
  const frame = useRef<HTMLIFrameElement>(null);
  const drawn = useRef<OpenApiDefinition>(undefined);
  function start() {
    if (!frame.current) return;
    viewer.current?.end();
    viewer.current = startViewer(frame.current, definition, at, reach);
    drawn.current = definition;
    shown.current = at;
    setState(viewer.current ? 'shown' : 'failed');
  }
  const restart = useEffectEvent(start);
  useEffect(() => {
    // The page of the frame loads once; a definition that changed meanwhile is drawn in it anew.
    if (viewer.current && drawn.current !== definition) restart();
  }, [definition]);
  useEffect(() => () => viewer.current?.leave(), []);
  function retry() {
    viewer.current = undefined;
    setState('loading');
    setAttempt(attempt + 1);
  }
  if (state === 'failed')
    return (
      <div className={styles.pane}>
        <ErrorState error={new Error(messages.openapi.failed)} onRetry={retry} />
      </div>
    );
  return (
    <div className={styles.framePane}>
      {state === 'loading' && (
        <div className={styles.frameLoading} role="status" aria-label={messages.openapi.loading}>
          <LoadingLines lines={8} />
        </div>
      )}
      <iframe
        key={attempt}
        ref={frame}
        className={styles.frame}
        title={messages.openapi.frame}
        srcDoc={page}
        // Scripts of ours alone run in it; a definition cannot lead the portal elsewhere or send forms.
        sandbox="allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox"
        allow="clipboard-write"
        onLoad={start}
      />
    </div>
  );
}
