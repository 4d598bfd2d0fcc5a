/** Who calls, and what they may do. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { CallboardError } from '@callboard/core';
import type { Identity } from '@callboard/plugin/server';
import type { FastifyRequest } from 'fastify';
import type { Authority } from '../http/dispatch.ts';
import type { TokenKeys } from './keys.ts';

export const GUEST = 'user:development/guest';

export interface AuthorityOptions {
  keys: TokenKeys;
  /** Let people in without signing in. */
  guest: boolean;
  tokens: { subject: string; token: string }[];
  /** Host names under which the portal is reached; requests for others are not let in as a guest. */
  hosts: ReadonlySet<string>;
}

const REMEMBERED = 1000;
const guest: Identity = { type: 'user', subject: GUEST, ownership: [GUEST] };

export function createAuthority(options: AuthorityOptions): Authority {
  const tokens = options.tokens.map(({ subject, token }) => ({ identity: { type: 'service', subject: `external:${subject}`, ownership: [] } satisfies Identity, digest: digest(token) }));
  const verified = new Map<string, { identity: Identity; expires: number }>();

  async function identify(request: FastifyRequest): Promise<Identity> {
    const header = request.headers.authorization;
    if (!header) return anonymous(request);
    const [, token] = /^Bearer +(\S+)$/i.exec(header) ?? [];
    if (!token) throw new CallboardError('credentials-invalid', 'Illegal token');
    const given = digest(token);
    const known = tokens.find((candidate) => timingSafeEqual(candidate.digest, given));
    if (known) return known.identity;
    const seen = verified.get(token);
    if (seen && seen.expires > Date.now()) return seen.identity;
    return verify(token);
  }

  async function verify(token: string): Promise<Identity> {
    try {
      const { subject, ownership, expires } = await options.keys.verify(token);
      if (subject === GUEST && !options.guest) throw new Error('guest sign-in is off');
      const identity: Identity = { type: 'user', subject, ownership };
      if (verified.size >= REMEMBERED) verified.clear();
      verified.set(token, { identity, expires: expires * 1000 });
      return identity;
    } catch (error) {
      throw new CallboardError('credentials-invalid', 'Illegal token', { cause: error });
    }
  }

  /** Without a token: a guest, where guests are welcome and nobody set tokens for scripts. */
  function anonymous(request: FastifyRequest): Identity {
    if (!options.guest || tokens.length) throw new CallboardError('credentials-missing', 'Missing credentials');
    checkGuestRequest(request.headers, options.hosts);
    return guest;
  }

  return {
    identify,
    authorize: (identity, permission) => {
      if (identity.type === 'none') throw new CallboardError('not-allowed', `The permission ${permission} is needed`);
    },
  };
}

/** A page of another site, or a name that somebody else points at this machine, must not act as the guest. */
export function checkGuestRequest(headers: Record<string, string | string[] | undefined>, hosts: ReadonlySet<string>): void {
  const host = hostName(`http://${String(headers["host"] ?? "")}`);
  if (!host || !hosts.has(host)) throw new CallboardError('not-allowed', `Guests are let in under ${[...hosts].join(', ')} only, not under ${host ?? 'an unknown host'}`);
  const origin = headers["origin"];
  if (origin !== undefined && hostName(String(origin)) !== host) throw new CallboardError('not-allowed', 'Requests from pages of another site are refused');
}

function hostName(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname : undefined;
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
