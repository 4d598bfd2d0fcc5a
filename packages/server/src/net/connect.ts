/** Connections that look at the address they are about to use: the last moment at which nobody can swap it any more. */
import { lookup as resolveHost, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { bareHost, type AddressPolicy } from './addresses.ts';
import { FetchError } from './fetch-error.ts';

export function createGuardedConnector(policy: AddressPolicy, timeout: number): buildConnector.connector {
  const connectors = new Map<number, buildConnector.connector>();
  return function connect(options, callback) {
    const port = Number(options.port) || (options.protocol === 'https:' ? 443 : 80);
    const host = bareHost(options.hostname);
    if (isIP(host) && !policy.permits(host, port, host)) return callback(addressRefused(host), null);
    let connector = connectors.get(port);
    if (!connector) {
      connector = buildConnector({ timeout, lookup: guardedLookup(policy, port) });
      connectors.set(port, connector);
    }
    return connector(options, callback);
  };
}

/** All addresses of a host that may be talked to. @throws {FetchError} when there are none */
export async function permittedAddresses(policy: AddressPolicy, hostname: string, port: number): Promise<string[]> {
  const host = bareHost(hostname);
  const addresses = await new Promise<LookupAddress[]>((resolve, reject) => {
    resolveHost(host, { all: true }, (error, found) => (error ? reject(error) : resolve(found)));
  });
  const permitted = addresses.map(({ address }) => address).filter((address) => policy.permits(host, port, address));
  if (!permitted.length) throw addressRefused(host);
  return permitted;
}

function guardedLookup(policy: AddressPolicy, port: number): LookupFunction {
  return function lookup(hostname, options, callback) {
    resolveHost(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '');
      const permitted = addresses.filter(({ address }) => policy.permits(hostname, port, address));
      const [first] = permitted;
      if (!first) return callback(addressRefused(hostname), '');
      return options.all ? callback(null, permitted) : callback(null, first.address, first.family);
    });
  };
}

function addressRefused(host: string): FetchError {
  return new FetchError(
    'address-refused',
    `${host} is an address inside the network of the portal, which it does not read from.`,
    `If it is meant to be read, add "${host}" to reading.allowPrivate.`,
  );
}
