/** The portal's end of the frame in which the viewer runs. */
import { messages } from '../messages.ts';
import { lookNow } from './page.ts';
import type { FromFrame, ShownDefinition, ToFrame } from './talk.ts';

export interface Viewer {
  show(definition: ShownDefinition, at: string): void;
  /** Asks again whether the frame listens. */
  hello(): void;
  /** Scrolls to a thing of the outline; to the top for none. */
  go(id: string): void;
  leave(): void;
}

interface Listener {
  onReady(): void;
  onFailed(): void;
  onReach(id: string): void;
}

/** Talks to a frame from before its page loads. */
export function connectViewer(frame: HTMLIFrameElement, listener: Listener): Viewer {
  function tell(message: ToFrame) {
    // The frame has no origin that could be named here; nothing but our page can be in it, for the portal's policy lets it load no other.
    frame.contentWindow?.postMessage(message, '*');
  }
  function hear({ source, data }: MessageEvent<FromFrame>) {
    if (source !== frame.contentWindow) return;
    if (data.say === 'ready') listener.onReady();
    if (data.say === 'failed') listener.onFailed();
    if (data.say === 'reached') listener.onReach(String(data.id));
  }
  window.addEventListener('message', hear);
  const observer = new MutationObserver(() => tell({ say: 'look', look: lookNow() }));
  observer.observe(document.documentElement, { attributeFilter: ['data-mantine-color-scheme'] });
  tell({ say: 'hello' });
  return {
    hello: () => tell({ say: 'hello' }),
    show: ({ json, groups, tags }, at) =>
      tell({ say: 'show', definition: { json, groups, tags }, at, words: messages.openapi.buttons }),
    go: (id) => tell({ say: 'go', id }),
    leave() {
      observer.disconnect();
      window.removeEventListener('message', hear);
    },
  };
}
