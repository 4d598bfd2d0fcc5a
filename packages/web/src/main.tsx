import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiError } from '@callboard/plugin/web';
import { createApi } from '@callboard/plugin/web/shell';
import { App } from './app.tsx';
import { pluginsQuery } from './plugins.ts';
import { createSession } from './session/session.ts';
import './styles/mantine.css';
import './styles/tokens.css';
import './styles/base.css';
import { mantineVariables, theme } from './theme.ts';

const MOST_RETRIES = 2;

/** Asking again helps against a server that is away for a moment, not against an answer. */
function shouldRetry(failures: number, error: Error): boolean {
  const passing = error instanceof ApiError && (error.status === 0 || error.status >= 502);
  return passing && failures < MOST_RETRIES;
}

const session = createSession();
const api = createApi((renew) => session.token(renew));
const client = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 30_000, refetchOnWindowFocus: false, retry: shouldRetry, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
});

// Signing in and learning what the portal has need not wait for the first drawing.
void session.token(false).then((token) => (token ? client.prefetchQuery(pluginsQuery(api)) : undefined));

const root = document.getElementById('root');
if (!root) throw new Error('The page has no element with the id root.');
const portal = createRoot(root);
const page = (
  <MantineProvider theme={theme} cssVariablesResolver={mantineVariables} defaultColorScheme="auto">
    <QueryClientProvider client={client}>
      <App api={api} session={session} />
    </QueryClientProvider>
  </MantineProvider>
);
// In slices, between which the browser gets to do what else it has to.
startTransition(() => portal.render(page));
