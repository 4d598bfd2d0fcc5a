import { useQuery, useQueryClient } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { Suspense, lazy, useMemo, useSyncExternalStore } from 'react';
import { ErrorState, apiQuery } from '@callboard/plugin/web';
import type { Api, KindInfo, Viewer } from '@callboard/plugin/web';
import { KitContext } from '@callboard/plugin/web/shell';
import { FrameOutline } from './frame/frame-outline.tsx';
import { useLiveUpdates } from './live/live.ts';
import { messages } from './messages.ts';
import { pluginsQuery } from './plugins.ts';
import { createShellRouter } from './router.tsx';
import { SessionContext } from './session/session-context.ts';
import type { Session } from './session/session.ts';
import { forgetView, viewOf } from './web-halves.ts';

const NO_KINDS: KindInfo[] = [];

const SignIn = lazy(async () => ({ default: (await import('./session/sign-in.tsx')).SignIn }));

/** The portal, from signing in to the pages of the plugins. */
export function App({ api, session }: { api: Api; session: Session }) {
  const state = useSyncExternalStore(session.subscribe, session.state);
  if (state.step === 'needs-token') {
    return (
      <Suspense>
        <SignIn refused={state.refused} onToken={session.enter} />
      </Suspense>
    );
  }
  if (state.step === 'unreachable') {
    const retry = () => void session.token(true);
    return (
      <FrameOutline
        content={<ErrorState error={new Error(state.message)} title={messages.signIn.failed} onRetry={retry} />}
      />
    );
  }
  if (state.step === 'starting') return <FrameOutline />;
  return (
    <SessionContext value={session}>
      <SignedIn api={api} viewer={state.viewer} />
    </SessionContext>
  );
}

function SignedIn({ api, viewer }: { api: Api; viewer: Viewer }) {
  const client = useQueryClient();
  const plugins = useQuery(pluginsQuery(api));
  const kinds =
    useQuery(apiQuery<{ items: KindInfo[] }>(api, '/api/callboard/kinds', { staleTime: Infinity })).data?.items ??
    NO_KINDS;
  useLiveUpdates(api, client);
  const router = useMemo(() => plugins.data && createShellRouter(plugins.data), [plugins.data]);
  const kit = useMemo(
    () => ({ api, viewer, kinds, plugins: plugins.data ?? [], view: viewOf, forgetView }),
    [api, viewer, kinds, plugins.data],
  );
  if (plugins.error && !plugins.data) {
    return <FrameOutline content={<ErrorState error={plugins.error} onRetry={() => void plugins.refetch()} />} />;
  }
  if (!router) return <FrameOutline />;
  return (
    <KitContext value={kit}>
      <RouterProvider router={router} />
    </KitContext>
  );
}
