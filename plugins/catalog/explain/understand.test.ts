import { expect, test } from 'vitest';
import { repositoryKey, understand } from './understand.ts';

test.each([
  ['https://github.com/Acme/web', { repository: 'github.com/acme/web' }],
  ['github.com/acme/web/blob/main/catalog-info.yaml', { repository: 'github.com/acme/web' }],
  ['url:https://github.com/acme/web.git', { repository: 'github.com/acme/web' }],
  ['git@github.com:acme/web.git', { repository: 'github.com/acme/web' }],
  ['/srv/code/web/', { path: '/srv/code/web' }],
  ['file:/srv/code/web', { path: '/srv/code/web' }],
  ['Component:Web', { ref: 'component:default/web', name: 'Web' }],
  ['group:billing/payments', { ref: 'group:billing/payments', name: 'payments' }],
  ['web', { name: 'web' }],
  ['acme/web', { name: 'acme/web' }],
  ['acme/web services/pay', { name: 'acme/web/services/pay' }],
  ['acme/web: services/pay/', { name: 'acme/web/services/pay' }],
])('%s', (target, expected) => {
  const { detail, url: _url, ...meant } = understand(target);
  expect(meant).toEqual(expected);
  expect(detail).not.toBe('');
});

test('one repository has one key, however its address is written', () => {
  const addresses = [
    'https://git.example.org/a/b',
    'https://user:secret@git.example.org/a/b.git/',
    'ssh://git@git.example.org/a/b.git',
    'git@git.example.org:a/b',
    'https://git.example.org/a/b/blob/main/x.yaml?plain=1#L3',
  ];
  expect(new Set(addresses.map(repositoryKey))).toEqual(new Set(['git.example.org/a/b']));
});
