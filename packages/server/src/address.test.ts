import { describe, expect, test } from 'vitest';
import { addressOf, guestNotice, isLoopback } from './address.ts';
import { parseConfig } from './config/load.ts';

function address(host: string, text = '') {
  return addressOf(parseConfig(text, 'callboard.yaml', {}), host, 7007);
}

test.each(['localhost', '127.0.0.1', '127.1.2.3', '::1', '[::1]', '::ffff:127.0.0.1', 'LOCALHOST'])(
  '%s is this machine alone',
  (host) => {
    expect(isLoopback(host)).toBe(true);
  },
);

test.each([
  '0.0.0.0',
  '::',
  '192.168.1.5',
  '10.0.0.1',
  '127.example.org',
  'localhost.example.org',
  'portal',
  '1',
  '0x7f000001',
  '2130706433',
])('%s is reached by others', (host) => {
  expect(isLoopback(host)).toBe(false);
});

describe('an address', () => {
  test.each([
    ['127.0.0.1', 'http://localhost:7007'],
    ['localhost', 'http://localhost:7007'],
    ['0.0.0.0', 'http://localhost:7007'],
    ['::', 'http://localhost:7007'],
    ['::1', 'http://[::1]:7007'],
    ['fd00:0:0::5', 'http://[fd00::5]:7007'],
    ['192.168.1.5', 'http://192.168.1.5:7007'],
  ])('%s is shown as %s', (host, url) => {
    expect(address(host).baseUrl).toBe(url);
    expect(URL.canParse(url)).toBe(true);
  });

  test('lets guests in under its own names only', () => {
    expect([...address('fd00:0:0::5', 'server: { baseUrl: "https://portal.example.org" }').guests.hosts]).toEqual([
      'localhost',
      '127.0.0.1',
      '[::1]',
      '[fd00::5]',
      'portal.example.org',
    ]);
    expect(address('127.0.0.2').guests.hosts).toContain('127.0.0.2');
  });

  test.each([
    ['this machine alone', '127.0.0.1', '', true, true],
    ['the network', '0.0.0.0', '', false, false],
    [
      'a proxy on this machine, under a name for others',
      '127.0.0.1',
      'server: { baseUrl: "https://portal.example.org" }',
      false,
      false,
    ],
    ['the network, with guests on purpose', '0.0.0.0', 'auth: { guest: true }', true, false],
    ['this machine, without guests', '127.0.0.1', 'auth: { guest: false }', false, true],
  ])('for %s decides who is let in and what may be read', (_what, host, text, guests, local) => {
    expect(address(host, text)).toMatchObject({ guests: { allowed: guests }, local });
  });

  test('that is open says so', () => {
    expect(guestNotice(address('127.0.0.1'), '127.0.0.1', false)).toContain('everybody on this machine');
    expect(guestNotice(address('0.0.0.0', 'auth: { guest: true }'), '0.0.0.0', false)).toContain(
      'is ON while listening on 0.0.0.0',
    );
    expect(guestNotice(address('0.0.0.0'), '0.0.0.0', false)).toContain('set auth.tokens');
    expect(guestNotice(address('0.0.0.0'), '0.0.0.0', true)).toContain('a token is needed');
  });
});
