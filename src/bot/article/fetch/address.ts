import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

type V4 = ReturnType<typeof ipaddr.IPv4.parse>;
type V6 = ReturnType<typeof ipaddr.IPv6.parse>;

/** Global unicast (RFC 4291): all that the registries have given out of IPv6. What lies outside is reserved or local. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');
/** Networks without IPv4 reach it through these (RFC 6052): the last 32 bits are the IPv4 address. */
const NAT64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96');
/** Inside 2000::/3, but for documents only (RFC 9637). */
const DOCUMENTATION = ipaddr.IPv6.parseCIDR('3fff::/20');
/** The middle of the interface identifier by which ISATAP (RFC 5214) carries an IPv4 address. */
const ISATAP = 0x5efe;

/**
 * Whether an address belongs to the public internet: no private, local, shared, reserved, multicast or documentation
 * range, and no IPv6 form that leads to such an IPv4 address. Tunnels of the past (6to4, Teredo) count as not public.
 *
 * @param address as the system's resolver gives it; anything else, `0x7f.1` too, is not public
 */
export function isPublicAddress(address: string): boolean {
  const kind = isIP(address);
  // A zone (`fe80::1%eth0`) names an interface of this machine.
  if (kind === 0 || address.includes('%')) return false;
  return kind === 4 ? isPublicV4(ipaddr.IPv4.parse(address)) : isPublicV6(ipaddr.IPv6.parse(address));
}

function isPublicV4(address: V4): boolean {
  return address.range() === 'unicast';
}

function isPublicV6(address: V6): boolean {
  if (address.isIPv4MappedAddress()) return isPublicV4(address.toIPv4Address());
  if (address.match(NAT64)) return isPublicV4(lastV4(address));
  if (address.range() !== 'unicast' || !address.match(GLOBAL_UNICAST) || address.match(DOCUMENTATION))
    return false;
  return address.parts[5] !== ISATAP || isPublicV4(lastV4(address));
}

function lastV4(address: V6): V4 {
  return new ipaddr.IPv4(address.toByteArray().slice(12));
}
