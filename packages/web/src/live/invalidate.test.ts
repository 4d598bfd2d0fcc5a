import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createInvalidator } from './invalidate.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A mounted query, and how often it was asked. */
function watch(client: QueryClient, name: string, touchedBy: { type: string; key?: string }[]) {
  const asked = vi.fn<() => Promise<string>>(async () => name);
  const stop = new QueryObserver(client, { queryKey: [name], queryFn: asked, meta: { touchedBy } }).subscribe(
    () => undefined,
  );
  return { asked, stop };
}

test('asks for the changed thing at once, for lists after a pause, and for nothing else', async () => {
  const client = new QueryClient();
  const one = watch(client, 'one', [{ type: 'entity', key: 'component:default/a' }]);
  const other = watch(client, 'other', [{ type: 'entity', key: 'component:default/b' }]);
  const list = watch(client, 'list', [{ type: 'entity' }]);
  const sources = watch(client, 'sources', [{ type: 'source' }]);
  await vi.advanceTimersByTimeAsync(0);
  const invalidator = createInvalidator(client);

  invalidator.changes([{ type: 'entity', key: 'component:default/a' }]);
  await vi.advanceTimersByTimeAsync(1);
  expect(one.asked).toHaveBeenCalledTimes(2);
  expect(list.asked).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(200);
  expect(list.asked).toHaveBeenCalledTimes(2);
  expect(other.asked).toHaveBeenCalledTimes(1);
  expect(sources.asked).toHaveBeenCalledTimes(1);
  client.clear();
});

test('in a long run of changes lists are still refreshed now and then', async () => {
  const client = new QueryClient();
  const list = watch(client, 'list', [{ type: 'entity' }]);
  await vi.advanceTimersByTimeAsync(0);
  const invalidator = createInvalidator(client);
  for (let step = 0; step < 50; step++) {
    invalidator.changes([{ type: 'entity', key: `component:default/${step}` }]);
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(list.asked.mock.calls.length).toBeGreaterThanOrEqual(3);
  expect(list.asked.mock.calls.length).toBeLessThan(10);
  client.clear();
});

test('a change too large to be told one by one refreshes all that lives', async () => {
  const client = new QueryClient();
  const one = watch(client, 'one', [{ type: 'entity', key: 'component:default/a' }]);
  await vi.advanceTimersByTimeAsync(0);
  createInvalidator(client).many();
  await vi.advanceTimersByTimeAsync(200);
  expect(one.asked).toHaveBeenCalledTimes(2);
  client.clear();
});
