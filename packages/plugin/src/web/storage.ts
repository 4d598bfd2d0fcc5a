/** What this browser remembered under a name; `undefined` also where it is not allowed to remember. */
export function recall(name: string): string | undefined {
  try {
    return localStorage.getItem(name) ?? undefined;
  } catch {
    // People may forbid a site to store anything; everything then begins with its default.
    return undefined;
  }
}

/** Has this browser remember a text, where it may. */
export function remember(name: string, text: string): void {
  try {
    localStorage.setItem(name, text);
  } catch {
    // Forbidden or full: it holds until the page is left.
  }
}
