import { type IPv6, isValid, parse } from 'ipaddr.js';

/** All that was ever given out to the public lies in here (RFC 4291, IANA's registry). */
const GLOBAL_UNICAST = parse('2000::') as IPv6;
const GLOBAL_UNICAST_BITS = 3;

/**
 * Whether an IP address belongs to the public internet. Loopback, private, link-local (clouds keep
 * their metadata there), shared (CGNAT), multicast, unspecified and reserved ones do not; nor do
 * IPv6 addresses that carry an IPv4 one through a translator (NAT64, 6to4, Teredo), for who knows
 * where those lead. An IPv4-mapped address is judged by the IPv4 one. False for what is no address.
 */
export function isPublicAddress(text: string): boolean {
  if (!isValid(text)) return false;
  const address = parse(text);
  if (address.kind() === 'ipv4') return address.range() === 'unicast';
  const v6 = address as IPv6;
  if (v6.isIPv4MappedAddress()) return v6.toIPv4Address().range() === 'unicast';
  return v6.range() === 'unicast' && v6.match(GLOBAL_UNICAST, GLOBAL_UNICAST_BITS);
}
