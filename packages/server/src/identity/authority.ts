/** Who calls, and what they may do. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { CallboardError } from '@callboard/core';
import type { Identity } from '@callboard/plugin/server';
import type { Authority } from '../http/dispatch.ts';
import { checkGuest, guest, GUEST, type GuestRequest, type GuestRules } from './guest.ts';
import type { TokenKeys } from './keys.ts';

export interface AuthorityOptions {
  keys: Pick<TokenKeys, 'verify'>;
  guests: GuestRules;
  tokens: readonly StaticToken[];
  /** Whether guests lack a permission. */
  isClosed?(permission: string): boolean;
}

/** Proves that an API caller is who it says. */
export interface StaticToken {
  subject: string;
  token: string;
}

const TOKEN = /^\S{8,}$/;
/** Verified tokens that are remembered until they expire. */
const REMEMBERED = 1000;

/** The configured tokens, and the one that came with the start. @throws when that one is none */
export function readTokens(configured: readonly StaticToken[], given: string | undefined): StaticToken[] {
  if (!given) return [...configured];
  if (!TOKEN.test(given))
    throw new Error('The token (--token or CALLBOARD_TOKEN) needs at least 8 characters and no white space');
  return [...configured, { subject: 'callboard-token', token: given }];
}

export function createAuthority({ keys, guests, tokens, isClosed }: AuthorityOptions): Authority {
  const services = tokens.map(({ subject, token }) => ({ identity: serviceOf(subject), digest: digest(token) }));
  const verified = new Map<string, { identity: Identity; expires: number }>();

  async function verify(token: string): Promise<Identity> {
    const seen = verified.get(token);
    if (seen && seen.expires > Date.now()) return seen.identity;
    const { subject, ownership, expires } = await verifiedBy(keys, token);
    if (subject === GUEST && !guests.allowed) throw new CallboardError('credentials-invalid', 'Illegal token');
    const identity: Identity = Object.freeze({
      type: 'user',
      subject,
      ownership: Object.freeze(ownership) as string[],
    });
    if (verified.size >= REMEMBERED) verified.clear();
    verified.set(token, { identity, expires: expires * 1000 });
    return identity;
  }

  /** Without a token: a guest, where guests are welcome and nobody set tokens for scripts. */
  function anonymous(request: GuestRequest): Identity {
    if (!guests.allowed || services.length) throw new CallboardError('credentials-missing', 'Missing credentials');
    checkGuest(request, guests);
    return guest;
  }

  return {
    identify: async (request) => {
      const header = request.headers.authorization;
      if (!header) return anonymous(request);
      const [, token] = /^Bearer +(\S+)$/i.exec(header) ?? [];
      if (!token) throw new CallboardError('credentials-invalid', 'Illegal token');
      const given = digest(token);
      const service = services.find((candidate) => timingSafeEqual(candidate.digest, given));
      return service?.identity ?? verify(token);
    },
    authorize: (identity, permission) => {
      if (identity.subject === GUEST && isClosed?.(permission))
        throw new CallboardError('not-allowed', `Guests may look, and do not have the permission ${permission}`);
      if (identity.type === 'none') throw new CallboardError('not-allowed', `The permission ${permission} is needed`);
    },
  };
}

function serviceOf(subject: string): Identity {
  return Object.freeze({ type: 'service', subject: `external:${subject}`, ownership: Object.freeze([]) as never[] });
}

async function verifiedBy(keys: AuthorityOptions['keys'], token: string): ReturnType<TokenKeys['verify']> {
  try {
    return await keys.verify(token);
  } catch (error) {
    throw new CallboardError('credentials-invalid', 'Illegal token', { cause: error });
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
