import type { createApiReference } from '@scalar/api-reference';
import { SCHEMAS_LABEL, placesOf, slugs } from './places.ts';
import { paint } from './page.ts';
import type { OpenApiDefinition } from '../types.ts';

type FrameWindow = Window &
  Pick<typeof globalThis, 'JSON' | 'PopStateEvent' | 'Element'> & {
    Scalar?: { createApiReference: typeof createApiReference };
  };

export interface Viewer {
  /** Scrolls to a thing of the outline; to the top for none. */
  go(id: string): void;
  /** Lets go of the portal's page; what is within the frame ends with the frame. */
  leave(): void;
  /** Makes room in the same frame for another definition. */
  end(): void;
}

/** As many things as are unfolded from the start; more would keep the page busy. */
const MOST_UNFOLDED = 60;
const BY_HAND = ['wheel', 'touchmove', 'keydown', 'pointerdown'] as const;
const PAGE = 'about:srcdoc';
/** What the viewer calls the definition, and begins the ids of its sections with. */
const SLUG = 'api';

/** Draws a definition in a frame whose page has loaded. `onReach` hears of what the reader scrolled to. */
export function startViewer(
  frame: HTMLIFrameElement,
  definition: OpenApiDefinition,
  at: string,
  onReach: (id: string) => void,
): Viewer | undefined {
  const within = frame.contentWindow as FrameWindow | null;
  const element = within?.document.getElementById('reference');
  if (!within?.Scalar || !element) return undefined;
  const { anchorOf, idOf } = placesOf(definition);
  const replaceState = within.history.replaceState.bind(within.history);
  let byHand = false;
  for (const type of BY_HAND) within.addEventListener(type, () => (byHand = true), { passive: true, capture: true });
  // The frame has no address of its own to change, and no steps to go back: both are the portal's.
  function reached(_state: unknown, _title: string, url?: string | URL | null) {
    const id = idOf.get(decodeURIComponent(String(url ?? '').split('#')[1] ?? ''));
    if (byHand && id !== undefined) onReach(id);
  }
  within.history.replaceState = reached;
  within.history.pushState = reached;
  let wanted = anchorOf.get(at);
  // The viewer holds on to where it was sent for a while; once it is sent elsewhere, that is over.
  keepScrollInside(within, ({ id }) => byHand || wanted === undefined || id === `${SLUG}/${wanted}`);
  within.document.addEventListener('click', (event) => followOutside(event, within));
  const stopPainting = followTheme(within.document);
  // A frame whose address stays the same is left alone when the portal goes back a step.
  function forget() {
    replaceState(null, '', PAGE);
  }
  if (wanted !== undefined) replaceState(null, '', `${PAGE}#${wanted}`);
  const reference = within.Scalar.createApiReference(
    element,
    Object.assign(configurationOf(within, definition), { onLoaded: forget }),
  );
  return {
    go(id) {
      byHand = false;
      const next = anchorOf.get(id);
      wanted = next ?? '';
      if (next === undefined) return within.scrollTo({ top: 0 });
      replaceState(null, '', `${PAGE}#${next}`);
      within.dispatchEvent(new within.PopStateEvent('popstate'));
      forget();
    },
    leave: stopPainting,
    end() {
      stopPainting();
      reference.destroy();
    },
  };
}

/** All that would call somebody, send requests from the reader's browser or double what our frame has is off. */
function configurationOf(within: FrameWindow, { json, groups }: OpenApiDefinition) {
  const things = groups.reduce((sum, { items }) => sum + items.length, 0);
  const settings = {
    slug: SLUG,
    theme: 'none',
    layout: 'modern',
    modelsSectionLabel: SCHEMAS_LABEL,
    forceDarkModeState: document.documentElement.dataset['mantineColorScheme'] === 'dark' ? 'dark' : 'light',
    defaultOpenAllTags: things <= MOST_UNFOLDED,
    agent: { disabled: true },
    mcp: { disabled: true },
    telemetry: false,
    withDefaultFonts: false,
    persistAuth: false,
    showSidebar: false,
    showDeveloperTools: 'never',
    hideSearch: true,
    hideDarkModeToggle: true,
    hideClientButton: true,
    hideTestRequestButton: true,
    documentDownloadType: 'none',
  } as const;
  // Objects of the portal's page are no plain objects to the frame's; so both are made within it.
  const made = within.JSON.parse(JSON.stringify(settings)) as typeof settings;
  return Object.assign(made, slugs, { content: within.JSON.parse(json) as Record<string, unknown> });
}

/** Links lead to a new tab, never to another page within the frame; those within the description scroll to their place. */
function followOutside(event: MouseEvent, within: FrameWindow): void {
  const target = event.target instanceof within.Element ? event.target.closest('a') : null;
  const href = target?.getAttribute('href');
  if (!target || !href) return;
  if (!href.startsWith('#')) {
    target.target = '_blank';
    target.rel = 'noopener noreferrer';
    return;
  }
  event.preventDefault();
  within.document.getElementById(href.slice(1))?.scrollIntoView();
}

/** Scrolling to something at the top would scroll the portal's page along with the frame, away under its header. */
function keepScrollInside(within: FrameWindow, mayScroll: (element: Element) => boolean): void {
  const { prototype } = within.Element;
  const { scrollIntoView } = prototype;
  prototype.scrollIntoView = function scrollWithin(this: Element, how?: boolean | ScrollIntoViewOptions) {
    if (typeof how === 'object' && how.block !== 'start') return scrollIntoView.call(this, how);
    if (!mayScroll(this)) return;
    const margin = Number.parseFloat(within.getComputedStyle(this).scrollMarginTop) || 0;
    within.scrollTo({ top: within.scrollY + this.getBoundingClientRect().top - margin });
  };
}

function followTheme(frame: Document): () => void {
  paint(frame);
  const observer = new MutationObserver(() => paint(frame));
  observer.observe(document.documentElement, { attributeFilter: ['data-mantine-color-scheme'] });
  return () => observer.disconnect();
}
