import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { Fault } from '../../../fault.js';
import { FETCH } from '../../../wording/bot/fetch.js';

type Address = ReturnType<typeof ipaddr.parse>;
type Range = readonly [Address, number];

const HOST = /^(?:\*\.)?[a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9_])?$/;

/**
 * What may be fetched although it is private or on an unusual port: `wiki.paper.example`, `*.paper.example` (all below
 * it), `10.20.0.0/16`, `10.20.0.7`, `fd00::/8`.
 */
export class AllowList {
  readonly #hosts = new Set<string>();
  readonly #below: string[] = [];
  readonly #ranges: Range[] = [];

  /** @throws Fault `environment/wrong` for an entry of another form */
  constructor(entries: readonly string[]) {
    for (const entry of entries) this.#add(entry.trim().toLowerCase());
  }

  /** Whether the list names an address or range at all. */
  get hasRanges(): boolean {
    return this.#ranges.length > 0;
  }

  allowsHost(hostname: string): boolean {
    const host = hostname.toLowerCase().replace(/\.$/, '');
    return this.#hosts.has(host) || this.#below.some((end) => host.endsWith(end));
  }

  allowsAddress(address: string): boolean {
    if (isIP(address) === 0) return false;
    // An IPv4 address in IPv6 clothing is that IPv4 address.
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
