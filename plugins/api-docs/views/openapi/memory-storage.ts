/** Who has no origin has no storage either, and the viewer asks for it without looking: what it keeps goes with the frame. */
export function keepInMemory(name: 'localStorage' | 'sessionStorage'): void {
  const kept = new Map<string, string>();
  const storage: Storage = {
    get length() {
      return kept.size;
    },
    key: (place) => [...kept.keys()][place] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, String(value)),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
  };
  Object.defineProperty(window, name, { value: storage });
}
