import { expect, test } from 'vitest';
import { translated } from './known-addresses.ts';

const ours = (text: string) => {
  const params = translated(new URLSearchParams(text));
  return params && decodeURIComponent(params.toString());
};

test('our own addresses stay as they are', () => {
  expect(ours('kind=component&owner=&columns=kind&spec.tier=1')).toBeUndefined();
});

test('nested filters of existing portals are understood', () => {
  expect(ours('filters[kind]=component&filters[user]=owned&filters[text]=pay&limit=20')).toBe(
    'kind=component&show=owned&text=pay',
  );
  expect(
    ours('filters[kind]=all&filters[owners][0]=payments&filters[owners][1]=user:ops/ada&filters[tags][]=java'),
  ).toBe('owner=group:default/payments&owner=user:ops/ada&tag=java');
  expect(ours('filters[type]=service&filters[lifecycles]=production&filters[namespace]=ops&filters[user]=all')).toBe(
    'type=service&lifecycle=production&namespace=ops',
  );
});

test('the filter of the API can be pasted', () => {
  expect(ours('filter=kind=api,spec.type=openapi,metadata.labels.tier=1,relations.ownedBy=group:default/a')).toBe(
    'kind=api&type=openapi&metadata.labels.tier=1&owner=group:default/a',
  );
});

test('what means nothing here is left out', () => {
  expect(ours('filters[nonsense]=x&filters[orphan]=true&filter=broken')).toBe(
    'metadata.annotations.backstage.io/orphan=true',
  );
});
