/** Milliseconds after which nobody waits for a field any more. */
const PATIENCE = 5000;

/**
 * Keeps what is typed while an overlay is on its way: whoever knows its keys types on at once. The next field that takes the focus gets it.
 * @returns gives it up
 */
export function typeAhead(): () => void {
  let text = '';
  const listening = new AbortController();
  const end = () => listening.abort();
  const options = { capture: true, signal: listening.signal };
  function keep(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey || isField(document.activeElement)) return;
    if (event.key === 'Escape') return end();
    if (event.key === 'Backspace') text = text.slice(0, -1);
    else if (event.key.length === 1) text += event.key;
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  function hand({ target }: FocusEvent) {
    if (!isField(target)) return;
    end();
    if (text) fill(target, text + target.value);
  }
  window.addEventListener('keydown', keep, options);
  window.addEventListener('focusin', hand, options);
  const timer = setTimeout(end, PATIENCE);
  listening.signal.addEventListener('abort', () => clearTimeout(timer));
  return end;
}

function isField(target: EventTarget | null): target is HTMLInputElement {
  return target instanceof HTMLInputElement;
}

/** As if it had been typed: the framework hears of it. */
function fill(field: HTMLInputElement, text: string): void {
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
  set?.call(field, text);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
