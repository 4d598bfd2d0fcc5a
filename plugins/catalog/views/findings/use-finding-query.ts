import { useUrlState } from '@callboard/plugin/web';

export const FILTERS = ['owner', 'unowned', 'sourceId', 'repository', 'code', 'entityRef', 'text'] as const;
export const GROUPS = ['owner', 'code', 'sourceId', 'repository'] as const;
export type GroupBy = (typeof GROUPS)[number];

/** Which findings the URL asks for; what it does not name is not narrowed down. */
export function useFindingQuery(): Record<(typeof FILTERS)[number] | 'level', string | undefined> {
  const [params] = useUrlState();
  const value = (name: string) => params.get(name) || undefined;
  return {
    level: value('level'),
    owner: value('owner'),
    unowned: value('unowned'),
    sourceId: value('sourceId'),
    repository: value('repository'),
    code: value('code'),
    entityRef: value('entityRef'),
    text: value('text'),
  };
}

/** How the URL groups them; `undefined`: one list. */
export function useGroupBy(): GroupBy | undefined {
  const [params] = useUrlState();
  return GROUPS.find((one) => one === params.get('group'));
}
