/** Who may be taken for the guest: only somebody who really uses the portal itself. */
import { CallboardError } from '@callboard/core';
import type { Identity } from '@callboard/plugin/server';

export const GUEST = 'user:development/guest';

export interface GuestRules {
  /** Whether people are let in without signing in. */
  allowed: boolean;
  /** Whether the configuration says so, and not only the address that the portal listens on. */
  configured: boolean;
  /** Host names under which the portal is reached, IPv6 addresses in brackets. */
  hosts: ReadonlySet<string>;
  /** URL under which people reach the portal. */
  baseUrl: string;
}

export interface GuestRequest {
  method: string;
  headers: Record<string, string | string[] | undefined>;
}

const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host'];

export const guest: Identity = Object.freeze({
  type: 'user',
  subject: GUEST,
  ownership: Object.freeze([GUEST]) as string[],
});

/**
 * A page of another site, a name that somebody else points at this machine, or a proxy that lets the world in must not act as the guest.
 * @throws {CallboardError} `not-allowed`
 */
export function checkGuest({ method, headers }: GuestRequest, { configured, hosts, baseUrl }: GuestRules): void {
  const host = urlOf(`http://${textOf(headers['host'])}`);
  if (!host || !hosts.has(host.hostname))
    throw refusal(
      `Guests are let in under ${[...hosts].join(', ')} only, not under ${host?.hostname ?? 'an unknown host'}; server.baseUrl adds a name`,
    );
  if (!configured && FORWARDED.some((name) => headers[name] !== undefined))
    throw refusal(
      'The request came through a proxy, so others may reach this portal: guests are let in only where auth.guest is true',
    );
  const origin = headers['origin'];
  const own = [host.host, urlOf(baseUrl)?.host];
  if (origin !== undefined && !own.includes(urlOf(textOf(origin))?.host))
    throw refusal('Requests from pages of another site are refused');
  // Following a link from another site is fine; whatever else a page there has a browser fetch is not.
  const followsLink = method === 'GET' && headers['sec-fetch-mode'] === 'navigate';
  const site = headers['sec-fetch-site'];
  if ((site === 'cross-site' || site === 'same-site') && !followsLink)
    throw refusal('Requests from pages of another site are refused');
}

function refusal(message: string): CallboardError {
  return new CallboardError('not-allowed', message);
}

function textOf(header: string | string[] | undefined): string {
  return typeof header === 'string' ? header : '';
}

function urlOf(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}
