import { describe, expect, test } from 'vitest';
import { checkGuest, guest, type GuestRules } from './guest.ts';

const rules: GuestRules = {
  allowed: true,
  configured: false,
  hosts: new Set(['localhost', '127.0.0.1', '[::1]', 'portal.example.org']),
  baseUrl: 'https://portal.example.org',
};

function check(headers: Record<string, string>, options: Partial<GuestRules> & { method?: string } = {}) {
  const { method = 'GET', ...rest } = options;
  return () => checkGuest({ method, headers: { host: 'localhost:7007', ...headers } }, { ...rules, ...rest });
}

describe('let in as the guest is', () => {
  test.each<[string, Record<string, string>]>([
    ['a script on this machine', {}],
    ['one that uses the address', { host: '127.0.0.1:7007' }],
    ['one that uses IPv6', { host: '[::1]:7007' }],
    [
      'the page of the portal itself',
      { origin: 'http://localhost:7007', 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' },
    ],
    [
      'the page behind a proxy that keeps its own name',
      { host: 'localhost:7007', origin: 'https://portal.example.org', 'sec-fetch-site': 'same-origin' },
    ],
    ['somebody who types the address', { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' }],
    ['somebody who follows a link', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }],
  ])('%s', (_who, headers) => {
    expect(check(headers)).not.toThrow();
  });
});

describe('not let in is', () => {
  test.each<[string, Record<string, string>, string?]>([
    ['a name that somebody points at this machine', { host: 'evil.example.org' }],
    ['a name that only begins like ours', { host: 'localhost.evil.example.org' }],
    ['no name at all', { host: '' }],
    ['a page of another site', { origin: 'https://evil.example.org' }],
    ['a page of another program on this machine', { origin: 'http://localhost:3000' }],
    ['a page without a site', { origin: 'null' }],
    ['what a page of another site embeds', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
    ['what a page of another program embeds', { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors' }],
    ['a form of another site', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }, 'POST'],
  ])('%s', (_who, headers, method) => {
    expect(check(headers, method ? { method } : {})).toThrow(
      expect.objectContaining({ code: 'not-allowed', status: 403 }),
    );
  });

  test('whoever comes through a proxy, unless guests are let in on purpose', () => {
    for (const name of ['x-forwarded-for', 'x-forwarded-host', 'forwarded']) {
      expect(check({ [name]: 'for=203.0.113.9' })).toThrow('auth.guest');
      expect(check({ [name]: 'for=203.0.113.9' }, { configured: true })).not.toThrow();
    }
  });
});

test('nobody can make more of the guest', () => {
  expect(() => guest.ownership.push('group:default/admins')).toThrow(TypeError);
  expect(() => Object.assign(guest, { subject: 'user:default/root' })).toThrow(TypeError);
});
