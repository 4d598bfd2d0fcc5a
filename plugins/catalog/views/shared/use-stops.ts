import { useShortcut } from '@callboard/plugin/web';
import { messages } from './messages.ts';

/** Put on what `j` and `k` go through: a link or button, or a row whose first one is meant. */
export const stop = { 'data-stop': true } as const;

/** `j` and `k` move the focus through the rows of the page, so that Enter means the row. */
export function useStops(): void {
  useShortcut('j', messages.keys.next, () => go(1));
  useShortcut('k', messages.keys.previous, () => go(-1));
}

function go(step: 1 | -1): void {
  const stops = [...document.querySelectorAll<HTMLElement>('main [data-stop]')].filter((row) => targetOf(row));
  const here = stops.findIndex((row) => row.contains(document.activeElement));
  const next = here === -1 ? nearest(stops, step) : here + step;
  const row = stops[next];
  if (!row) return;
  targetOf(row)?.focus();
}

/** Who stands between two rows goes on to the one behind or before; who stands nowhere begins at the top. */
function nearest(stops: readonly HTMLElement[], step: 1 | -1): number {
  const { activeElement } = document;
  const isBehind = (row: HTMLElement) =>
    !activeElement?.contains(row) &&
    Boolean(activeElement && activeElement.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_PRECEDING);
  const before = stops.filter(isBehind).length;
  return step === 1 ? before : before - 1;
}

function targetOf(row: HTMLElement): HTMLElement | null {
  return row.matches('a, button') ? row : row.querySelector<HTMLElement>('a, button');
}
