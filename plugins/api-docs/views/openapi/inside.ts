/** Runs within the frame, whose origin is nobody's: it reaches neither the portal's page nor its cookies, whatever a definition holds. */
import type { createApiReference } from '@scalar/api-reference';
import { nameButtons } from './name-buttons.ts';
import { keepInMemory } from './memory-storage.ts';
import { SCHEMAS_LABEL, placesOf, slugs } from './places.ts';
import type { Places } from './places.ts';
import type { FromFrame, Look, ShownDefinition, ToFrame } from './talk.ts';

type Reference = ReturnType<typeof createApiReference>;
type FrameWindow = Window & { Scalar?: { createApiReference: typeof createApiReference } };

/** As many things as are unfolded from the start; more would keep the page busy. */
const MOST_UNFOLDED = 60;
const BY_HAND = ['wheel', 'touchmove', 'keydown', 'pointerdown'] as const;
const PAGE = 'about:srcdoc';
/** What the viewer calls the definition, and begins the ids of its sections with. */
const SLUG = 'api';

const replaceState = window.history.replaceState.bind(window.history);
let places: Places = { anchorOf: new Map(), idOf: new Map() };
let reference: Reference | undefined;
let byHand = false;
let wanted: string | undefined;
let isDark = false;

function tell(message: FromFrame): void {
  // Whoever holds the frame is the portal: no other page may.
  window.parent.postMessage(message, '*');
}

function hear({ source, data }: MessageEvent<ToFrame>): void {
  if (source !== window.parent) return;
  if (data.say === 'hello' && document.readyState !== 'loading') sayReady();
  if (data.say === 'show') show(data);
  if (data.say === 'go') go(data.id);
  if (data.say === 'look') wear(data.look);
}

function sayReady(): void {
  tell({ say: (window as FrameWindow).Scalar ? 'ready' : 'failed' });
}

function show({ definition, at, words }: Extract<ToFrame, { say: 'show' }>): void {
  const element = document.getElementById('reference');
  const viewer = (window as FrameWindow).Scalar;
  if (!viewer || !element) return tell({ say: 'failed' });
  if (reference) reference.destroy();
  else nameButtons(document.body, words);
  places = placesOf(definition);
  byHand = false;
  wanted = places.anchorOf.get(at);
  if (wanted !== undefined) replaceState(null, '', `${PAGE}#${wanted}`);
  reference = viewer.createApiReference(element, configurationOf(definition));
}

function go(id: string): void {
  byHand = false;
  const next = places.anchorOf.get(id);
  wanted = next ?? '';
  if (next === undefined) return window.scrollTo({ top: 0 });
  replaceState(null, '', `${PAGE}#${next}`);
  window.dispatchEvent(new PopStateEvent('popstate'));
  forget();
}

/** A frame whose address stays the same is left alone when the portal goes back a step. */
function forget(): void {
  replaceState(null, '', PAGE);
}

function wear({ isDark: dark, tokens }: Look): void {
  isDark = dark;
  const { style } = document.documentElement;
  for (const [name, value] of Object.entries(tokens)) style.setProperty(name, value);
  style.colorScheme = dark ? 'dark' : 'light';
  document.body.classList.toggle('dark-mode', dark);
  document.body.classList.toggle('light-mode', !dark);
}

/** All that would call somebody, send requests from the reader's browser or double what our frame has is off. */
function configurationOf({ json, groups }: ShownDefinition) {
  const things = groups.reduce((sum, { items }) => sum + items.length, 0);
  return {
    ...slugs,
    content: JSON.parse(json) as Record<string, unknown>,
    slug: SLUG,
    theme: 'none',
    layout: 'modern',
    modelsSectionLabel: SCHEMAS_LABEL,
    forceDarkModeState: isDark ? 'dark' : 'light',
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
    onLoaded: forget,
  } as const;
}

/** The frame has no address of its own to change, and no steps to go back: both are the portal's. */
function reached(_state: unknown, _title: string, url?: string | URL | null): void {
  const id = places.idOf.get(decodeURIComponent(String(url ?? '').split('#')[1] ?? ''));
  if (byHand && id !== undefined) tell({ say: 'reached', id });
}

/** Links lead to a new tab, never to another page within the frame; those within the description scroll to their place. */
function followOutside(event: MouseEvent): void {
  const target = event.target instanceof Element ? event.target.closest('a') : null;
  const href = target?.getAttribute('href');
  if (!target || !href) return;
  if (!href.startsWith('#')) {
    target.target = '_blank';
    target.rel = 'noopener noreferrer';
    return;
  }
  event.preventDefault();
  document.getElementById(href.slice(1))?.scrollIntoView();
}

/** Scrolling to something at the top would scroll the portal's page along with the frame, away under its header. */
function keepScrollInside(): void {
  const { prototype } = Element;
  const { scrollIntoView } = prototype;
  prototype.scrollIntoView = function scrollWithin(this: Element, how?: boolean | ScrollIntoViewOptions) {
    if (typeof how === 'object' && how.block !== 'start') return scrollIntoView.call(this, how);
    // The viewer holds on to where it was sent for a while; once it is sent elsewhere, that is over.
    if (!byHand && wanted !== undefined && this.id !== `${SLUG}/${wanted}`) return;
    const margin = Number.parseFloat(getComputedStyle(this).scrollMarginTop) || 0;
    window.scrollTo({ top: window.scrollY + this.getBoundingClientRect().top - margin });
  };
}

keepInMemory('localStorage');
keepInMemory('sessionStorage');
window.history.replaceState = reached;
window.history.pushState = reached;
for (const type of BY_HAND) window.addEventListener(type, () => (byHand = true), { passive: true, capture: true });
keepScrollInside();
isDark = document.body.classList.contains('dark-mode');
document.addEventListener('click', followOutside);
window.addEventListener('message', hear);
// The viewer's own script comes after this one.
document.addEventListener('DOMContentLoaded', sayReady);
