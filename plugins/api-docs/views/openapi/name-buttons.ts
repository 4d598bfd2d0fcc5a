import type { Words } from './talk.ts';

/** Names the buttons that the viewer draws with a picture alone, so that a screen reader has something to say of them. */
export function nameButtons(root: HTMLElement, words: Words): void {
  let isDue = false;
  function nameAll() {
    isDue = false;
    for (const button of root.querySelectorAll('button:not([aria-label], [aria-labelledby], [title])'))
      if (!button.textContent?.trim())
        button.setAttribute('aria-label', /copy/.test(button.className) ? words.copy : words.other);
  }
  // The viewer draws in many small steps; looking once a frame is enough.
  const observer = new MutationObserver(() => {
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(nameAll);
  });
  observer.observe(root, { childList: true, subtree: true });
}
