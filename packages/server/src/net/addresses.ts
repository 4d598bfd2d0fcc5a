/** Which network addresses may be talked to: public ones, and private ones that the configuration names. */
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

type Address = ReturnType<typeof ipaddr.parse>;

/** One entry of `reading.allowPrivate`. */
interface PrivateRule {
  host?: string;
  port?: number;
  network?: [Address, number];
}

export interface AddressPolicy {
  /** Whether a connection to `address`, which `host` resolved to, may be made. */
  permits(host: string, port: number, address: string): boolean;
}

/**
 * Compiles the list of private places that may be read.
 * @param allowPrivate `host`, `*.host`, `host:port`, `address`, `address:port` or `network/bits`
 * @throws {Error} when an entry is none of these
 */
export function createAddressPolicy(allowPrivate: readonly string[]): AddressPolicy {
  const rules = allowPrivate.map(parseRule);
  return {
    permits: (host, port, address) =>
      isPublicAddress(address) || rules.some((rule) => matchesRule(rule, bareHost(host), port, address)),
  };
}

/** Whether an address is reachable from the whole internet; everything else could be something inside. */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = embeddedIPv4(ipaddr.parse(text));
  return address?.range() === 'unicast';
}

/** A host as it stands in a URL, without the brackets of an IPv6 address and the dot at the end. */
export function bareHost(host: string): string {
  return host
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '')
    .toLowerCase();
}

/** The IPv4 address inside an IPv6 one that only wraps it; `undefined` for tunnels, whose end cannot be judged. */
function embeddedIPv4(address: Address): Address | undefined {
  if (!(address instanceof ipaddr.IPv6)) return address;
  const range = address.range();
  if (range === 'unicast') return address;
  if (range !== 'ipv4Mapped' && range !== 'rfc6052') return undefined;
  return new ipaddr.IPv4(address.toByteArray().slice(12));
}

function parseRule(text: string): PrivateRule {
  if (ipaddr.isValidCIDR(text)) return { network: ipaddr.parseCIDR(text) };
  if (isIP(text)) return { network: wholeAddress(text) };
  const [, host = '', port] = /^(.+?)(?::(\d{1,5}))?$/.exec(text.trim()) ?? [];
  const name = bareHost(host);
  if (!/^(\*\.)?[\w.:-]+$/.test(name)) throw new Error(`"${text}" is neither a host nor an address nor a network`);
  return {
    ...(isIP(name) ? { network: wholeAddress(name) } : { host: name }),
    ...(port === undefined ? {} : { port: Number(port) }),
  };
}

function wholeAddress(text: string): [Address, number] {
  const address = ipaddr.parse(text);
  return [address, address.toByteArray().length * 8];
}

function matchesRule(rule: PrivateRule, host: string, port: number, text: string): boolean {
  if (rule.port !== undefined && rule.port !== port) return false;
  if (rule.host?.startsWith('*.')) return host.endsWith(rule.host.slice(1));
  if (rule.host) return rule.host === host;
  if (!rule.network || !ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  const [network, bits] = rule.network;
  return address.kind() === network.kind() && address.match(network, bits);
}
