/** Where a portal listens, under which names it is reached, and who that lets in. */
import ipaddr from 'ipaddr.js';
import type { Config } from './config/schema.ts';
import type { GuestRules } from './identity/guest.ts';
import { bareHost } from './net/addresses.ts';

export interface Address {
  /** URL under which people reach the portal. */
  baseUrl: string;
  /** Whether nobody but this machine is meant to reach it. */
  local: boolean;
  guests: GuestRules;
}

/**
 * @param host that the portal listens on
 * @param port that it listens on
 */
export function addressOf(config: Pick<Config, 'server' | 'auth'>, host: string, port: number): Address {
  const baseUrl = config.server.baseUrl ?? `http://${shownHost(host)}:${port}`;
  const baseHost = new URL(baseUrl).hostname;
  // A name of its own on a loopback address: something in front of it lets others in.
  const local = isLoopback(host) && isLoopback(baseHost);
  const guests: GuestRules = {
    allowed: config.auth.guest ?? local,
    configured: config.auth.guest !== undefined,
    hosts: new Set(['localhost', '127.0.0.1', '[::1]', inUrl(host), baseHost]),
    baseUrl,
  };
  return { baseUrl, local, guests };
}

/** What the person who starts a portal should know about who gets in. */
export function guestNotice({ guests, local }: Address, host: string, hasTokens: boolean): string {
  if (guests.allowed && local)
    return `Guest sign-in is on: everybody on this machine is let in without signing in (auth.guest)${hasTokens ? '; calls by scripts need a token, as one is configured' : ''}.`;
  if (guests.allowed)
    return `Guest sign-in is ON while listening on ${host}: everybody who reaches this address can see and change everything. Set auth.guest: false unless that is meant.`;
  return `Guest sign-in is off: ${hasTokens ? 'a token is needed' : 'no token is configured, so nobody can sign in; set auth.tokens or CALLBOARD_TOKEN'}.`;
}

/** Whether only this machine reaches an address or a name. */
export function isLoopback(host: string): boolean {
  const bare = bareHost(host);
  if (bare === 'localhost') return true;
  return ipaddr.isValid(bare) && !isShorthand(bare) && ipaddr.process(bare).range() === 'loopback';
}

/** `1` and `0x7f000001` are addresses to some programs and names to others. */
function isShorthand(text: string): boolean {
  return !text.includes(':') && !/^\d+\.\d+\.\d+\.\d+$/.test(text);
}

function shownHost(host: string): string {
  const everywhere = host === '0.0.0.0' || bareHost(host) === '::';
  return everywhere || host === '127.0.0.1' ? 'localhost' : inUrl(host);
}

/** A host as it stands in URLs. */
function inUrl(host: string): string {
  const bare = bareHost(host);
  const url = `http://${bare.includes(':') ? `[${bare}]` : bare}`;
  return URL.canParse(url) ? new URL(url).hostname : bare;
}
