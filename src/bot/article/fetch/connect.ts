import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, buildConnector } from 'undici';
import type { AllowList } from './allow-list.js';
import { badPort, privateAddress } from './faults.js';
import { refusal } from './target.js';

/** Asks a name's addresses; tests answer in the resolver's place. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

/** All addresses of a name, as the system resolves it. */
export const resolveBySystem: Resolve = (hostname) =>
  new Promise((resolve, reject) => {
    systemLookup(hostname, { all: true, verbatim: true }, (error, addresses) => {
      if (error === null) resolve(addresses);
      else reject(error);
    });
  });

/**
 * An agent whose sockets reach allowed addresses only. The addresses of a name are asked once and checked, and the socket
 * connects to those very addresses: a name that changes its mind in between (DNS rebinding) changes nothing.
 */
export function guardedAgent(allow: AllowList, resolve: Resolve, timeoutMs: number): Agent {
  // Kept for one fetch only, so that no connection of one address serves another.
  return new Agent({ connect: guardedConnector(allow, resolve, timeoutMs), pipelining: 0 });
}

function guardedConnector(allow: AllowList, resolve: Resolve, timeout: number): buildConnector.connector {
  return (options, callback) => {
    const { hostname } = options;
    const port = Number(options.port) || (options.protocol === 'https:' ? 443 : 80);
    // Node asks no lookup for an address, so it is checked here.
    if (isIP(hostname) !== 0) {
      const refused = refusal(hostname, hostname, port, allow);
      if (refused !== null) {
        callback(refused === 'private' ? privateAddress(hostname) : badPort(hostname), null);
        return;
      }
    }
    buildConnector({ lookup: guardedLookup(allow, resolve, port), timeout })(options, callback);
  };
}

/** Gives Node the allowed addresses of a name; a name with none of them is refused. */
function guardedLookup(allow: AllowList, resolve: Resolve, port: number): LookupFunction {
  return (hostname, options, callback) => {
    const answer = async (): Promise<readonly LookupAddress[]> => {
      const found = await resolve(hostname);
      const allowed = found.filter(({ address }) => refusal(hostname, address, port, allow) === null);
      if (allowed.length > 0) return allowed;
      throw found.some(({ address }) => refusal(hostname, address, port, allow) === 'port')
        ? badPort(hostname)
        : privateAddress(hostname);
    };
    answer().then(
      (addresses) => {
        const [first] = addresses;
        if (options.all === true) callback(null, [...addresses]);
        else callback(null, first!.address, first!.family);
      },
      (error: unknown) => {
        callback(error as NodeJS.ErrnoException, '');
      },
    );
  };
}
