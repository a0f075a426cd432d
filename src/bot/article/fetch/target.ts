import { isIP } from 'node:net';
import { isPublicAddress } from './address.js';
import type { AllowList } from './allow-list.js';
import { badPort, badUrl, privateAddress } from './faults.js';

/** Longer addresses are no article's. */
const MOST_URL = 2_000;
const STANDARD_PORTS = new Set([80, 443]);

/**
 * An address as it may be fetched: http or https, no user name or password in it, a usual port. `URL` has already turned
 * the odd ways to write an IPv4 address (`0x7f.1`, `017700000001`, `2130706433`) into the usual one. What a name leads
 * to is asked later, when the connection is made.
 *
 * @throws Fault `fetch/bad-url`, `fetch/bad-port`, `fetch/private`
 */
export function readTarget(address: string, allow: AllowList, base?: URL): URL {
  if (address.length > MOST_URL) throw badUrl();
  const url = parse(address.trim(), base);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    throw badUrl();
  const host = bareHost(url);
  if (host === '') throw badUrl();
  url.hash = '';
  if (isIP(host) !== 0) {
    const refused = refusal(host, host, portOf(url), allow);
    if (refused === 'private') throw privateAddress(host);
    if (refused === 'port') throw badPort(host);
  } else if (!STANDARD_PORTS.has(portOf(url)) && !allow.allowsHost(host) && !allow.hasRanges)
    throw badPort(host);
  return url;
}

/** Why a connection to an address of a host may not be made; null when it may. */
export function refusal(
  hostname: string,
  address: string,
  port: number,
  allow: AllowList,
): 'private' | 'port' | null {
  if (allow.allowsHost(hostname) || allow.allowsAddress(address)) return null;
  if (!isPublicAddress(address)) return 'private';
  return STANDARD_PORTS.has(port) ? null : 'port';
}

/** The host without the brackets of IPv6. */
export function bareHost(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1');
}

export function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}

function parse(address: string, base?: URL): URL | null {
  try {
    return new URL(address, base);
  } catch {
    return null;
  }
}
