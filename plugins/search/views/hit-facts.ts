import { safeHref, useContributions, useKinds } from '@callboard/plugin/web';
import type { Hit } from './types.ts';

/** Icon of a result: that of its kind, else that of its type. */
export function useHitIcon(): (hit: Hit) => string {
  const kinds = useKinds();
  const types = useContributions('searchTypes');
  return ({ type, document: { kind } }) =>
    kinds.find((one) => one.kind.toLowerCase() === kind?.toLowerCase())?.icon ??
    types.find(({ id }) => id === type)?.icon ??
    'search';
}

/** Name of a type of results, as its plugin calls it. */
export function useTypeTitle(): (type: string) => string {
  const types = useContributions('searchTypes');
  return (type) => types.find(({ id }) => id === type)?.title ?? type;
}

/** What people call a kind where it stands alone; a kind that the portal does not know goes by its name. */
export function useKindTitle(): (kind: string) => string {
  const kinds = useKinds();
  return (kind) => {
    const title = kinds.find((one) => one.kind.toLowerCase() === kind.toLowerCase())?.singular ?? kind;
    return title.replace(/^./, (first) => first.toUpperCase());
  };
}

/** What stands behind the title: the kind, the type, and the name where the title is another. */
export function useFacts(): (hit: Hit) => string[] {
  const kindTitle = useKindTitle();
  return ({ document: { kind, type, title, name } }) => {
    const own = name !== undefined && lettersOf(name) !== lettersOf(title) ? [name] : [];
    return [...own, kind && kindTitle(kind), type].filter((fact) => fact !== undefined);
  };
}

/** `web-player` says no more than `Web Player`. */
function lettersOf(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** Where the owner's chat channel opens; `undefined` where nobody has said so. */
export function channelAddress({ owner }: Hit): string | undefined {
  return owner?.chat?.url === undefined ? undefined : safeHref(owner.chat.url);
}
