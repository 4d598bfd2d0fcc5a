/** Asks a portal's API. */
export interface Client {
  get<T>(path: string): Promise<T>;
  /** Every item of a list that is handed out in pages by offset and limit. */
  getAll<T>(path: string): Promise<T[]>;
}

const pageSize = 500;

/** A client of the portal at `base`, with the token of an API caller. */
export function openClient(base: string, token: string): Client {
  async function get<T>(path: string): Promise<T> {
    const response = await fetch(`${base}${path}`, { headers: { authorization: `Bearer ${token}` } });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as T;
  }
  async function getAll<T>(path: string): Promise<T[]> {
    const items: T[] = [];
    for (;;) {
      const page = await get<{ items: T[]; total: number }>(`${path}?offset=${items.length}&limit=${pageSize}`);
      items.push(...page.items);
      if (page.items.length === 0 || items.length >= page.total) return items;
    }
  }
  return { get, getAll };
}
