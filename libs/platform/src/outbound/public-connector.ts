import { lookup as systemLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { isIP } from 'node:net';
import { buildConnector } from 'undici';
import { isPublicAddress } from './public-address';

type LookupCallback = (
  error: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void;

/** The part of `dns.lookup` that sockets use. */
export type HostLookup = (
  hostname: string,
  options: LookupOptions & { all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** A connection that was not made because its address is none of the public internet. */
export class PrivateAddressError extends Error {
  readonly code = 'EPRIVATEADDRESS';

  constructor(hostname: string) {
    super(`${hostname} does not lead to a public address`);
    this.name = 'PrivateAddressError';
  }
}

export interface PublicConnectorOptions {
  connectTimeoutMs: number;
  /** Of the system, unless told. */
  lookup?: HostLookup;
}

/**
 * Makes undici's connections to public addresses only. The check sits in the very lookup whose answer
 * the socket connects to, so that a name cannot resolve to one address for the check and to another
 * one for the connection; and once more on the address that was reached.
 */
export function publicConnector(options: PublicConnectorOptions): buildConnector.connector {
  const { connectTimeoutMs, lookup = systemLookup } = options;
  const connect = buildConnector({
    timeout: connectTimeoutMs,
    allowH2: false,
    lookup: publicLookup(lookup),
  });
  return (target, callback) => {
    const host = target.hostname.replace(/^\[|\]$/g, '');
    // Node looks no literal address up.
    if (isIP(host) > 0 && !isPublicAddress(host)) {
      return callback(new PrivateAddressError(host), null);
    }
    connect(target, (...connected: Parameters<typeof callback>) => {
      const [error, socket] = connected;
      if (error !== null) return callback(error, null);
      if (isPublicAddress(socket.remoteAddress ?? '')) return callback(null, socket);
      socket.destroy();
      callback(new PrivateAddressError(host), null);
    });
  };
}

/** A lookup that knows public addresses only. */
export function publicLookup(lookup: HostLookup) {
  return (hostname: string, options: LookupOptions, callback: LookupCallback): void => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, []);
      const publicOnes = addresses.filter(({ address }) => isPublicAddress(address));
      const [first] = publicOnes;
      if (first === undefined) return callback(new PrivateAddressError(hostname), []);
      if (options.all === true) callback(null, publicOnes);
      else callback(null, first.address, first.family);
    });
  };
}
