import { isIP } from 'node:net';
import { isPublicAddress } from './public-address';

/** Names that mean this machine or this network, whatever a resolver says (RFC 6761, 6762, 8375, ICANN). */
const LOCAL_NAMES =
  /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|lan|home\.arpa|test)$/;

const FIRST_FREE_PORT = 1_024;

/**
 * Why a URL must not be called on behalf of somebody outside, as the end of a sentence that begins
 * with its name; undefined when nothing speaks against it. Tells by the URL's text alone: what its
 * name resolves to is seen when it is called, see `publicConnector`.
 */
export function faultOfPublicUrl(url: URL): string | undefined {
  const fault = faultOfAnyUrl(url);
  if (fault !== undefined) return fault;
  if (!isWellKnownPort(url.port)) return 'has to use port 80, 443, or one above 1023';
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (isIP(host) > 0) {
    return isPublicAddress(host) ? undefined : 'has to lead to a public address';
  }
  const isLocal = LOCAL_NAMES.test(host) || !host.includes('.');
  return isLocal ? 'has to name a host on the public internet' : undefined;
}

/** The part of {@link faultOfPublicUrl} that also holds where private addresses are allowed. */
export function faultOfAnyUrl(url: URL): string | undefined {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'has to be http or https';
  if (url.username !== '' || url.password !== '') return 'must not carry a user name or password';
  return undefined;
}

/** Mail, name and file servers listen below; a request that reaches them may mean something there. */
function isWellKnownPort(port: string): boolean {
  return port === '' || port === '80' || port === '443' || Number(port) >= FIRST_FREE_PORT;
}
