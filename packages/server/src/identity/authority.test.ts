import type { FastifyRequest } from 'fastify';
import { SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { createAuthority, readTokens, type AuthorityOptions } from './authority.ts';
import { GUEST, type GuestRules } from './guest.ts';
import type { TokenKeys } from './keys.ts';
import type { Identity } from '@callboard/plugin/server';

const keys: TokenKeys = {
  publicKeys: () => ({ keys: [] }),
  sign: async () => 'signed',
  verify: async (token) => {
    const [kind, subject] = token.split('.');
    if (kind !== 'ours' || !subject) throw new Error('not one of ours');
    return { subject, ownership: [subject, 'group:default/a'], expires: Date.now() / 1000 + 60 };
  },
};

const nobody: GuestRules = {
  allowed: false,
  configured: true,
  hosts: new Set(['localhost']),
  baseUrl: 'http://localhost:7007',
};

function request(headers: Record<string, string>): FastifyRequest {
  return { headers: { host: 'localhost:7007', ...headers } } as unknown as FastifyRequest;
}

function identify(headers: Record<string, string>, options: Partial<AuthorityOptions> = {}) {
  const authority = createAuthority({
    keys,
    guests: nobody,
    tokens: [{ subject: 'ci', token: 'a-static-token' }],
    ...options,
  });
  return authority.identify(request(headers));
}

describe('who calls', () => {
  test('a static token is a service', async () => {
    expect(await identify({ authorization: 'Bearer a-static-token' })).toEqual({
      type: 'service',
      subject: 'external:ci',
      ownership: [],
    });
    expect(await identify({ authorization: 'bearer a-static-token' })).toMatchObject({ subject: 'external:ci' });
  });

  test('a token of ours is a person, with what the person owns things as', async () => {
    expect(await identify({ authorization: 'Bearer ours.user:default/kim' })).toEqual({
      type: 'user',
      subject: 'user:default/kim',
      ownership: ['user:default/kim', 'group:default/a'],
    });
  });

  test.each([
    'Bearer a-static-toke',
    'Bearer a-static-token-and-more',
    'Bearer theirs',
    'Basic a-static-token',
    'Bearer',
    'a-static-token',
  ])('%s is refused', async (authorization) => {
    await expect(identify({ authorization })).rejects.toMatchObject({ code: 'credentials-invalid', status: 401 });
  });

  test('without a token nobody is let in while guests are not', async () => {
    await expect(identify({})).rejects.toMatchObject({ code: 'credentials-missing', status: 401 });
  });

  test('the token of a guest is of no use once guests are not let in', async () => {
    await expect(identify({ authorization: `Bearer ours.${GUEST}` })).rejects.toMatchObject({
      code: 'credentials-invalid',
    });
    expect(
      await identify({ authorization: `Bearer ours.${GUEST}` }, { guests: { ...nobody, allowed: true } }),
    ).toMatchObject({ subject: GUEST });
  });

  test('a token is verified again once it has expired', async () => {
    const expiry = [Date.now() / 1000 + 60, Date.now() / 1000 - 1];
    let asked = 0;
    const verify: TokenKeys['verify'] = async (token) => {
      asked += 1;
      return { subject: 'user:default/kim', ownership: [], expires: expiry[token === 'lasting' ? 0 : 1]! };
    };
    const authority = createAuthority({ keys: { ...keys, verify }, guests: nobody, tokens: [] });
    for (let round = 0; round < 3; round += 1) await authority.identify(request({ authorization: 'Bearer lasting' }));
    expect(asked).toBe(1);
    for (let round = 0; round < 3; round += 1) await authority.identify(request({ authorization: 'Bearer expired' }));
    expect(asked).toBe(4);
  });
});

describe('a guest', () => {
  const guest = { guests: { ...nobody, allowed: true }, tokens: [] };

  test('is let in under a name of this portal', async () => {
    expect(await identify({}, guest)).toEqual({ type: 'user', subject: GUEST, ownership: [GUEST] });
    expect(await identify({ origin: 'http://localhost:7007' }, guest)).toMatchObject({ subject: GUEST });
  });

  test('is not let in under a name that somebody else points here', async () => {
    await expect(identify({ host: 'evil.example.org' }, guest)).rejects.toMatchObject({
      code: 'not-allowed',
      message: expect.stringContaining('evil.example.org'),
    });
    await expect(identify({ host: '' }, guest)).rejects.toMatchObject({ code: 'not-allowed' });
  });

  test('cannot be sent by a page of another site', async () => {
    await expect(identify({ origin: 'https://evil.example.org' }, guest)).rejects.toMatchObject({
      code: 'not-allowed',
    });
    await expect(identify({ origin: 'null' }, guest)).rejects.toMatchObject({ code: 'not-allowed' });
  });
});

test('a token of somebody else’s making is no token', async () => {
  const forged = await new SignJWT({ ent: ['user:default/root'] })
    .setProtectedHeader({ alg: 'HS256', typ: 'vnd.backstage.user' })
    .setSubject('user:default/root')
    .setAudience('backstage')
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode('secret'));
  await expect(identify({ authorization: `Bearer ${forged}` })).rejects.toMatchObject({ code: 'credentials-invalid' });
});

test('nobody may do anything without an identity', () => {
  const authority = createAuthority({ keys, guests: nobody, tokens: [] });
  expect(() => authority.authorize({ type: 'none', subject: 'anonymous', ownership: [] }, 'source.read')).toThrow(
    expect.objectContaining({ code: 'not-allowed', message: expect.stringContaining('source.read') }),
  );
  expect(() =>
    authority.authorize({ type: 'service', subject: 'external:ci', ownership: [] }, 'source.read'),
  ).not.toThrow();
});

test('a token that comes with the start is one of the static ones, if it is one', () => {
  const ci = { subject: 'ci', token: 'a-static-token' };
  expect(readTokens([ci], undefined)).toEqual([ci]);
  expect(readTokens([ci], '')).toEqual([ci]);
  expect(readTokens([ci], 'another-token')).toEqual([ci, { subject: 'callboard-token', token: 'another-token' }]);
  for (const token of ['short', 'with white space', 'with\nlines']) {
    expect(() => readTokens([], token)).toThrow(/at least 8 characters/);
    expect(() => readTokens([], token)).not.toThrow(token);
  }
});

test('guests lack the permissions that are closed to them, and others do not', () => {
  const { authorize } = createAuthority({
    keys,
    guests: { ...nobody, allowed: true },
    tokens: [],
    isClosed: (permission) => permission === 'deployments.report',
  });
  const someone = (subject: string): Identity => ({ type: 'user', subject, ownership: [] });
  expect(() => authorize(someone(GUEST), 'deployments.report')).toThrow('Guests may look');
  authorize(someone(GUEST), 'deployments.read');
  authorize(someone('user:default/ada'), 'deployments.report');
});
