// `npm run lock`: gives each package of package-lock.json the digest of its tarball where npm left it out (registries
// that answer without `dist.integrity` make npm do so). With --check (in `npm run lint`) it changes nothing and fails where
// one is missing, where a digest is only SHA-1, or where an address of a registry got into the file.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What stands in the lockfile about one installed package. */
interface Locked {
  readonly version?: string;
  /** The package's name where it is installed under another one (`npm:` aliases). */
  readonly name?: string;
  readonly link?: boolean;
  readonly resolved?: string;
  integrity?: string;
}
export interface Lockfile {
  readonly packages: Record<string, Locked>;
}

const FOLDER = 'node_modules/';

/** `name@version` of the package at a path of the lockfile, such as `node_modules/a/node_modules/@b/c`. */
function specOf(path: string, { name, version }: Locked): string {
  return `${name ?? path.slice(path.lastIndexOf(FOLDER) + FOLDER.length)}@${version ?? ''}`;
}

/** Everything wrong with a lockfile, one line each. */
export function faultsOf({ packages }: Lockfile): string[] {
  return Object.entries(packages).flatMap(([path, locked]) => {
    if (path === '' || locked.link === true) return [];
    const spec = specOf(path, locked);
    const faults: string[] = [];
    if (locked.integrity === undefined) faults.push(`${spec}: no integrity`);
    else if (!/^sha512-[A-Za-z0-9+/]{86}==$/u.test(locked.integrity)) faults.push(`${spec}: not one SHA-512`);
    if (locked.resolved !== undefined) faults.push(`${spec}: names where it was fetched from`);
    return faults;
  });
}

/** SHA-512 digests of tarballs as npm fetches them, by `name@version`. */
function digestsOf(specs: readonly string[]): Map<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'matgeul-lock-'));
  try {
    const out = execFileSync('npm', ['pack', '--json', '--pack-destination', folder, ...specs], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const packed = JSON.parse(out) as { name: string; version: string; integrity: string }[];
    return new Map(packed.map(({ name, version, integrity }) => [`${name}@${version}`, integrity]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Puts digests beside the versions of packages that have none; keys keep npm's order, so that npm changes nothing later. */
function fill(lock: Lockfile): void {
  const lacking = Object.entries(lock.packages).filter(
    ([path, { link, integrity }]) => path !== '' && link !== true && integrity === undefined,
  );
  if (lacking.length === 0) return;
  const digests = digestsOf([...new Set(lacking.map(([path, locked]) => specOf(path, locked)))]);
  for (const [path, locked] of lacking) {
    const integrity = digests.get(specOf(path, locked));
    if (integrity === undefined) continue;
    const { version, name, ...rest } = locked;
    lock.packages[path] = { ...(name === undefined ? {} : { name }), version, integrity, ...rest };
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = fileURLToPath(new URL('../package-lock.json', import.meta.url));
  const lock = JSON.parse(readFileSync(file, 'utf8')) as Lockfile;
  if (!process.argv.includes('--check')) {
    fill(lock);
    writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  }
  const faults = faultsOf(lock);
  if (faults.length > 0) {
    console.error([...faults, 'package-lock.json is not complete: npm run lock'].join('\n'));
    process.exitCode = 1;
  }
}
