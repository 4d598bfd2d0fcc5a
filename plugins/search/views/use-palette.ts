import { useMantineColorScheme } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useState } from 'react';
import type { KeyboardEvent } from 'react';
import {
  entityPath,
  refName,
  toast,
  useContributions,
  useKinds,
  usePluginApi,
  useRecents,
  useStars,
} from '@callboard/plugin/web';
import { channelAddress, useFacts, useHitIcon, useTypeTitle } from './hit-facts.ts';
import { messages } from './messages.ts';
import { groupHits, matching } from './palette-items.ts';
import type { PaletteGroup, PaletteItem } from './palette-items.ts';
import type { Hit, Suggestions } from './types.ts';

const TYPING_PAUSE = 50;
const RECENTS = 6;
const STARS = 8;
const OTHERS = 4;

export interface PaletteState {
  term: string;
  setTerm: (term: string) => void;
  groups: PaletteGroup[];
  /** Number of the selected item over all groups. */
  active: number;
  setActive: (active: number) => void;
  selected: PaletteItem | undefined;
  /** Said above the list when there is something to say. */
  note: string | undefined;
  /** How many results there are for the term, as soon as it is known. */
  total: number | undefined;
  run: (item: PaletteItem) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

export function usePalette(start: string, onClose: () => void): PaletteState {
  const [term, setTerm] = useState(start);
  const [asked, setAsked] = useState(start.trim());
  const [active, setActive] = useState(0);
  const [pending, setPending] = useState(false);
  const navigate = useNavigate();
  const wanted = term.trim();
  useEffect(() => {
    const timer = setTimeout(() => setAsked(wanted), TYPING_PAUSE);
    return () => clearTimeout(timer);
  }, [wanted]);
  const { data, error, isPlaceholderData } = usePluginApi<Suggestions>('/suggestions', {
    query: { term: asked },
    touchedBy: [{ type: 'entity' }],
    enabled: asked !== '',
    keepPrevious: true,
  });
  const isCurrent = asked === wanted && !isPlaceholderData && (data !== undefined || error !== null);
  const found = wanted === '' ? undefined : data;

  function go(to: string) {
    const [path = '/', query = ''] = to.split('?');
    const search = Object.fromEntries(new URLSearchParams(query));
    void navigate({ to: path as '.', search: search as never });
    onClose();
  }
  function run(item: PaletteItem) {
    if (item.to !== undefined) go(item.to);
    else item.run?.();
  }
  const change = (next: string) => {
    setTerm(next);
    setActive(0);
    setPending(false);
  };
  const atHand = useAtHand(onClose);
  const hitItem = useHitItem();
  const titleOf = useTypeTitle();
  const groups =
    wanted === ''
      ? atHand.groups
      : groupsFor({ wanted, found, isCurrent, pages: atHand.all, hitItem, titleOf, change });
  const items = groups.flatMap((group) => group.items);
  const selected = items[Math.min(active, items.length - 1)];

  // Who presses Enter before the answer is there means the first of what comes.
  const toRun = pending && isCurrent ? selected : undefined;
  const runIt = useEffectEvent((item: PaletteItem) => {
    setPending(false);
    run(item);
  });
  useEffect(() => {
    if (toRun) runIt(toRun);
  }, [toRun]);

  function onKeyDown(event: KeyboardEvent) {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step !== undefined && items.length > 0) {
      event.preventDefault();
      setActive((Math.min(active, items.length - 1) + step + items.length) % items.length);
    }
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (event.metaKey || event.ctrlKey) openChannel(selected?.hit);
    else if (wanted !== '' && !isCurrent && active === 0) setPending(true);
    else if (selected) run(selected);
  }
  return {
    term,
    setTerm: change,
    groups,
    active: Math.max(0, Math.min(active, items.length - 1)),
    setActive,
    selected,
    note: wanted === '' ? undefined : noteOf(wanted, found, error, isCurrent),
    total: isCurrent && found ? found.numberOfResults : undefined,
    run,
    onKeyDown,
  };
}

function noteOf(
  term: string,
  found: Suggestions | undefined,
  error: { code: string | undefined } | null,
  isCurrent: boolean,
): string | undefined {
  if (error && isCurrent) return error.code === 'index-missing' ? messages.buildingText : messages.failed;
  return isCurrent && found?.numberOfResults === 0 ? messages.none(term) : undefined;
}

/** Opens the chat channel of the owner of a result. */
export function openChannel(hit: Hit | undefined): void {
  const channel = hit?.owner?.chat;
  const address = hit && channelAddress(hit);
  if (address) window.open(address, '_blank', 'noopener,noreferrer');
  else if (!channel) toast({ message: messages.noChannel });
  else {
    navigator.clipboard.writeText(channel.title).then(
      () => toast({ message: messages.channelWithoutAddress(channel.title) }),
      () => toast({ level: 'error', message: messages.copyRefused }),
    );
  }
}

function useHitItem(): (hit: Hit) => PaletteItem {
  const iconOf = useHitIcon();
  const factsOf = useFacts();
  return (hit) => ({
    key: hit.document.location,
    icon: iconOf(hit),
    title: hit.document.title,
    facts: [...factsOf(hit), ...(hit.owner && hit.owner.ref !== hit.entityRef ? [hit.owner.title] : [])],
    to: hit.document.location,
    hit,
  });
}

interface Ask {
  wanted: string;
  found: Suggestions | undefined;
  isCurrent: boolean;
  pages: readonly PaletteItem[];
  hitItem: (hit: Hit) => PaletteItem;
  titleOf: (type: string) => string;
  change: (term: string) => void;
}

function groupsFor({ wanted, found, isCurrent, pages, hitItem, titleOf, change }: Ask): PaletteGroup[] {
  const hits = found?.results ?? [];
  const others = matching(pages, wanted).slice(0, OTHERS);
  const query = new URLSearchParams({ query: wanted });
  const more: PaletteItem[] = [
    { key: 'all', icon: 'search', title: messages.searchAll(wanted), facts: [], to: `/search?${query.toString()}` },
  ];
  if (isCurrent && hits.length === 0) {
    const { spelling } = found ?? {};
    const target = new URLSearchParams({ target: wanted });
    more.push({
      key: 'where',
      icon: 'where',
      title: messages.whereIs(wanted),
      facts: [],
      to: `/where?${target.toString()}`,
    });
    if (spelling !== undefined)
      more.unshift({
        key: 'spelling',
        icon: 'sparkles',
        title: messages.didYouMean(spelling),
        facts: [],
        run: () => change(spelling),
      });
  }
  return [
    ...groupHits(hits, hitItem, titleOf),
    { title: messages.goTo, items: others },
    { title: messages.more, items: more },
  ].filter(({ items }) => items.length > 0);
}

/** What is listed before anything is typed. */
function useAtHand(onClose: () => void): { groups: PaletteGroup[]; all: PaletteItem[] } {
  const kinds = useKinds();
  const recents = useRecents();
  const { refs: stars } = useStars();
  const navItems = useContributions('navItems');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const entity = (ref: string): PaletteItem => {
    const kind = kinds.find((one) => one.kind.toLowerCase() === ref.split(':')[0]);
    return {
      key: ref,
      icon: kind?.icon ?? 'unknown',
      title: refName(ref),
      facts: kind ? [kind.kind] : [],
      to: entityPath(ref),
    };
  };
  const pages = navItems.map(({ path, title, icon }) => ({ key: `page ${path}`, icon, title, facts: [], to: path }));
  const begun = navItems.flatMap(({ path, commands = [] }) =>
    commands.map(({ title, query }) => ({
      key: `command ${path}?${query}`,
      icon: 'add',
      title,
      facts: [],
      to: `${path}?${query}`,
    })),
  );
  const themes = (['light', 'dark', 'auto'] as const)
    .filter((scheme) => scheme !== colorScheme)
    .map((scheme) => ({
      key: `theme ${scheme}`,
      icon: { light: 'sun', dark: 'moon', auto: 'system-theme' }[scheme],
      title: messages.theme[scheme],
      facts: [],
      run: () => {
        setColorScheme(scheme);
        onClose();
      },
    }));
  const groups = [
    { title: messages.recent, items: recents.slice(0, RECENTS).map(entity) },
    {
      title: messages.starred,
      items: stars
        .filter((ref) => !recents.slice(0, RECENTS).includes(ref))
        .slice(0, STARS)
        .map(entity),
    },
    { title: messages.goTo, items: pages },
    { title: messages.commands, items: [...begun, ...themes] },
  ];
  return { groups: groups.filter(({ items }) => items.length > 0), all: [...pages, ...begun, ...themes] };
}
