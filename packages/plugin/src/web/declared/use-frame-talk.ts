import { useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { RefObject } from 'react';
import { useEntityRef } from '../entity-context.tsx';
import { useKit, usePluginId } from '../kit-context.ts';
import { routerTarget } from '../link.tsx';
import { answerTo, type FrameHost, type FrameTheme } from './frame-talk.ts';

const colours = [
  'ground',
  'side',
  'subtle',
  'hover',
  'line',
  'line-strong',
  'text',
  'text-soft',
  'text-faint',
  'link',
  'amber',
  'green',
  'yellow',
  'red',
];

/** @param origin of the page in the frame: nobody else is listened to, and nobody else is told anything; absent: nobody at all */
export function useFrameTalk(frame: RefObject<HTMLIFrameElement | null>, origin: string | undefined) {
  const { api } = useKit();
  const plugin = usePluginId();
  const entity = useEntityRef();
  const router = useRouter();
  const [height, setHeight] = useState<number>();
  const [title, setTitle] = useState<string>();
  useEffect(() => {
    if (origin === undefined) return undefined;
    const to = origin;
    let isReady = false;
    const host: FrameHost = {
      context: () => ({ theme: theme(), ...(entity ? { entity } : {}), locale: navigator.language }),
      ask: (path) => api.json<object>(`/api/${plugin}/ask`, { query: { path, entity } }),
      setHeight,
      setTitle,
      navigate: (path) => void router.navigate(routerTarget(path)),
    };
    const tell = (message: object) => frame.current?.contentWindow?.postMessage({ callboard: 1, ...message }, to);
    async function hear({ source, origin: from, data }: MessageEvent<unknown>) {
      if (!source || source !== frame.current?.contentWindow || from !== to) return;
      const answer = await answerTo(data, host);
      if (!answer) return;
      isReady = true;
      tell(answer);
    }
    const listen = (event: MessageEvent<unknown>) => void hear(event);
    const watcher = new MutationObserver(() => {
      if (isReady) tell({ type: 'context', ...host.context() });
    });
    window.addEventListener('message', listen);
    watcher.observe(document.documentElement, { attributeFilter: ['data-mantine-color-scheme'] });
    return () => {
      window.removeEventListener('message', listen);
      watcher.disconnect();
    };
  }, [api, plugin, entity, router, frame, origin]);
  return { height, title };
}

function theme(): FrameTheme {
  const root = document.documentElement;
  const look = getComputedStyle(root);
  const value = (name: string) => look.getPropertyValue(name).trim();
  return {
    scheme: root.dataset['mantineColorScheme'] === 'dark' ? 'dark' : 'light',
    colours: Object.fromEntries(colours.map((name) => [camelCase(name), value(`--cb-${name}`)])),
    font: {
      family: value('--mantine-font-family'),
      monospace: value('--mantine-font-family-monospace'),
      size: value('--mantine-font-size-md'),
    },
    spacing: '8px',
    radius: value('--mantine-radius-default'),
  };
}

function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_whole, letter: string) => letter.toUpperCase());
}
