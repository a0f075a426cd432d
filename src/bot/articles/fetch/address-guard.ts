import ipaddr from 'ipaddr.js';
import { isIP } from 'node:net';
import { Fault } from '../../../fault.js';
import { FETCH } from '../../../wording/bot/fetch.js';
import { badPort, badUrl, privateAddress } from './faults.js';

type V4 = ReturnType<typeof ipaddr.IPv4.parse>;
type V6 = ReturnType<typeof ipaddr.IPv6.parse>;

/** Global unicast (RFC 4291): all IPv6 space that the registries allocate; the rest is reserved or local. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');
/** NAT64 prefix (RFC 6052): the last 32 bits are the IPv4 address. */
const NAT64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96');
/** Documentation range inside 2000::/3 (RFC 9637). */
const DOCUMENTATION = ipaddr.IPv6.parseCIDR('3fff::/20');
/** The 16 bits of the interface identifier that mark an ISATAP address (RFC 5214), which embeds an IPv4 address. */
const ISATAP = 0x5efe;

/**
 * Whether an address belongs to the public internet: no private, local, shared, reserved, multicast or documentation
 * range, and no IPv6 form of such an IPv4 address. Deprecated tunnels (6to4, Teredo) count as not public.
 *
 * @param address in the canonical form of the system's resolver; any other form, such as `0x7f.1`, is not public
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

type Address = ReturnType<typeof ipaddr.parse>;
type Range = readonly [Address, number];

const HOST = /^(?:\*\.)?[a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9_])?$/;

/**
 * Hosts and ranges that may be fetched even if they are private or use an unusual port: `wiki.paper.example`,
 * `*.paper.example` (all subdomains), `10.20.0.0/16`, `10.20.0.7`, `fd00::/8`.
 */
export class AllowList {
  readonly #hosts = new Set<string>();
  readonly #below: string[] = [];
  readonly #ranges: Range[] = [];

  /** @throws Fault `environment/wrong` for an entry that is neither a host nor a range */
  constructor(entries: readonly string[]) {
    for (const entry of entries) this.#add(entry.trim().toLowerCase());
  }

  /** Whether the list has any address or range. */
  get hasRanges(): boolean {
    return this.#ranges.length > 0;
  }

  /** Whether the list has this host, or a wildcard (`*.`) of a parent domain. */
  allowsHost(hostname: string): boolean {
    const host = hostname.toLowerCase().replace(/\.$/, '');
    return this.#hosts.has(host) || this.#below.some((end) => host.endsWith(end));
  }

  /** Whether an IP address lies in one of the listed ranges; false for anything that is no IP address. */
  allowsAddress(address: string): boolean {
    if (isIP(address) === 0) return false;
    // Unwraps IPv4-mapped IPv6 addresses.
    const plain = ipaddr.process(address);
    return this.#ranges.some(
      ([network, bits]) => plain.kind() === network.kind() && plain.match([network, bits]),
    );
  }

  #add(entry: string): void {
    const bare = entry.replace(/^\[(.*)\]$/, '$1');
    if (isIP(bare) !== 0) {
      const address = ipaddr.process(bare);
      this.#ranges.push([address, address.kind() === 'ipv4' ? 32 : 128]);
    } else if (ipaddr.isValidCIDR(bare)) this.#ranges.push(ipaddr.parseCIDR(bare));
    else if (!HOST.test(bare) || /^[\d.]+$/.test(bare)) throw wrongEntry(entry);
    else if (bare.startsWith('*.')) this.#below.push(bare.slice(1));
    else this.#hosts.add(bare);
  }
}

function wrongEntry(entry: string): Fault {
  return new Fault('environment/wrong', FETCH.wrongAllowEntry(entry.slice(0, 60)));
}

/** Maximum length of a URL in UTF-16 code units. */
const MOST_URL = 2_000;
const STANDARD_PORTS = new Set([80, 443]);

/**
 * Parses and validates a URL before fetching: http or https, no credentials, a standard port. `URL` normalises unusual
 * notations of IPv4 addresses (`0x7f.1`, `017700000001`, `2130706433`). The addresses of a host name are checked when
 * connecting.
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

/** Why a connection to an address of a host is refused; null if it is allowed. */
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

function portOf(url: URL): number {
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
