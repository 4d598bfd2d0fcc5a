import { expect, test } from 'vitest';
import type { ScanHint } from '../sources/source.ts';
import { SourceWatch } from './source-watch.ts';

/** A source that a test makes change, break, and begin or end slowly. */
function setUp(begin: () => Promise<void> = async () => undefined, end: () => Promise<void> = async () => undefined) {
  const said: string[] = [];
  let change: (hint: ScanHint) => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const watch = new SourceWatch(
    async (onChange, onError) => {
      change = onChange;
      fail = onError;
      await begin();
      return async () => {
        said.push('ended');
        await end();
      };
    },
    {
      onChange: ({ paths }) => said.push(`changed ${paths?.join()}`),
      onBegun: () => said.push('begun'),
      onBroken: (error) => said.push(`broken: ${error.message}`),
      onEndFailed: (error) => said.push(`end failed: ${error.message}`),
    },
  );
  return {
    watch,
    said,
    change: (path: string) => change({ paths: [path] }),
    fail: (message: string) => fail(new Error(message)),
  };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 1));

test('says that it has begun, passes changes on, and is silent once it is ended', async () => {
  const { watch, said, change } = setUp();
  await settle();
  change('a');
  await watch.end();
  change('b');
  expect(said).toEqual(['begun', 'changed a', 'ended']);
});

test('one that is ended before it has begun is ended as soon as it has', async () => {
  let go: () => void = () => undefined;
  const { watch, said } = setUp(() => new Promise((resolve) => (go = resolve)));
  await watch.end();
  go();
  await settle();
  expect(said).toEqual(['ended']);
});

test('one that cannot begin is broken', async () => {
  const { said } = setUp(() => Promise.reject(new Error('too many watches')));
  await settle();
  expect(said).toEqual(['broken: too many watches']);
});

test('one that breaks is ended and says so once, whatever else it says', async () => {
  const { said, fail } = setUp();
  await settle();
  fail('events were dropped');
  fail('again');
  await settle();
  expect(said).toEqual(['begun', 'ended', 'broken: events were dropped']);
});

test('an end that fails is told, not thrown', async () => {
  const { watch, said } = setUp(undefined, () => Promise.reject(new Error('the folder is gone')));
  await settle();
  await watch.end();
  expect(said).toEqual(['begun', 'ended', 'end failed: the folder is gone']);
});
