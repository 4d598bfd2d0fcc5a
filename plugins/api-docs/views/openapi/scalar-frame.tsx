import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { ErrorState, LoadingLines } from '@callboard/plugin/web';
import type { Address } from '../address.ts';
import styles from '../definition.module.css';
import { messages } from '../messages.ts';
import type { OpenApiDefinition } from '../types.ts';
import { pageOf } from './page.ts';
// oxlint-disable-next-line import/default -- the address of the built script; the bundler makes it
import inside from './inside.ts?worker&url';
import { connectViewer } from './viewer.ts';
import type { Viewer } from './viewer.ts';

/** The viewer as its makers build it: ready to run as it is, so that it is served and not bundled anew with every change of ours. */
const standalone = new URL('../../../../node_modules/@scalar/api-reference/dist/browser/standalone.js', import.meta.url)
  .href;
const scripts = [new URL(inside, import.meta.url).href, standalone];

type State = 'loading' | 'shown' | 'failed';

/** Milliseconds after which a frame whose page has loaded, and that says nothing, counts as broken. */
const SILENCE = 15_000;
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
  // Its colours are those of the moment in which it was made; later ones are told to it.
  const page = useMemo(() => pageOf(definition.title ?? messages.openapi.frame, scripts), [definition.title]);
  useEffect(() => {
    if (at === shown.current || !viewer.current) return;
    shown.current = at;
    viewer.current.go(at);
  }, [at]);
  const frame = useRef<HTMLIFrameElement>(null);
  const [isReady, setReady] = useState(false);
  const draw = useEffectEvent(() => {
    viewer.current?.show(definition, at);
    shown.current = at;
    setState('shown');
  });
  const reachNow = useEffectEvent(reach);
  useEffect(() => {
    if (!frame.current) return undefined;
    const one = connectViewer(frame.current, {
      onReady: () => setReady(true),
      onFailed: () => setState('failed'),
      onReach: (id) => reachNow(id),
    });
    viewer.current = one;
    return () => one.leave();
  }, [attempt]);
  useEffect(() => {
    // The page of the frame loads once; a definition that changed meanwhile is drawn in it anew.
    if (isReady) draw();
  }, [isReady, definition]);
  const [isLoaded, setLoaded] = useState(false);
  useEffect(() => {
    if (!isLoaded || isReady) return undefined;
    const timer = setTimeout(() => setState('failed'), SILENCE);
    return () => clearTimeout(timer);
  }, [isLoaded, isReady]);
  function retry() {
    viewer.current = undefined;
    setReady(false);
    setLoaded(false);
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
        data-loading={state === 'loading' || undefined}
        // Its origin is nobody's: what runs in it is strange to the portal, and a definition cannot lead the portal elsewhere or send forms.
        sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"
        allow="clipboard-write"
        onLoad={() => {
          viewer.current?.hello();
          setLoaded(true);
        }}
      />
    </div>
  );
}
