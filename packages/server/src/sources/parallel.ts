/** The results of `work` for each item, in order, at most `limit` at the same time. The first error ends it. */
export async function mapLimit<T, R>(items: readonly T[], limit: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results = Array.from<R>({ length: items.length });
  let next = 0;
  async function take(): Promise<void> {
    while (next < items.length) {
      const index = next;
      next += 1;
      results[index] = await work(items[index]!);
    }
  }
  try {
    await Promise.all(Array.from({ length: Math.min(limit, items.length) }, take));
  } finally {
    next = items.length;
  }
  return results;
}
