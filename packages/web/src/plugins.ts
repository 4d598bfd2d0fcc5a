import { queryOptions } from '@tanstack/react-query';
import type { Api, PluginInfo } from '@callboard/plugin/web';
import { recall, remember } from '@callboard/plugin/web/shell';

const STORED_AS = 'callboard.plugins';

function remembered(): PluginInfo[] | undefined {
  try {
    return (JSON.parse(recall(STORED_AS) ?? 'null') as PluginInfo[] | null) ?? undefined;
  } catch {
    // Written by another version: the server will tell.
    return undefined;
  }
}

/** The plugins that run. The list of the last visit is shown until the server has answered, so that the frame stands at once. */
export function pluginsQuery(api: Api) {
  const last = remembered();
  return queryOptions({
    queryKey: ['shell', 'plugins'],
    queryFn: async () => {
      const { items } = await api.json<{ items: PluginInfo[] }>('/api/callboard/plugins');
      remember(STORED_AS, JSON.stringify(items));
      return items;
    },
    staleTime: Infinity,
    ...(last ? { initialData: last, initialDataUpdatedAt: 0 } : {}),
  });
}
