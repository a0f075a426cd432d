import { Fault } from '../../fault.js';
import type { RetryPolicy } from '../../retry.js';
import { DATABASE_FAULTS } from '../../wording/store.js';
import { noArticle } from '../faults.js';

type Trouble = keyof typeof DATABASE_FAULTS;

/** SQLite's primary codes, https://www.sqlite.org/rescode.html; extended codes begin with them. */
const SQLITE: readonly (readonly [string, Trouble])[] = [
  ['SQLITE_BUSY', 'busy'],
  ['SQLITE_LOCKED', 'busy'],
  ['SQLITE_FULL', 'disk-full'],
  ['SQLITE_CANTOPEN', 'cannot-open'],
  ['SQLITE_READONLY', 'cannot-open'],
  ['SQLITE_PERM', 'cannot-open'],
  ['SQLITE_NOTADB', 'damaged'],
  ['SQLITE_CORRUPT', 'damaged'],
];

/** PostgreSQL's codes (https://www.postgresql.org/docs/current/errcodes-appendix.html); two characters name a class. */
const POSTGRES: readonly (readonly [string, Trouble])[] = [
  ['28', 'login-refused'],
  ['3D000', 'no-database'],
  ['53100', 'disk-full'],
  ['53300', 'too-many-connections'],
  ['42501', 'not-allowed'],
  ['40', 'busy'],
  ['55P03', 'busy'],
  ['08', 'unreachable'],
  ['57P', 'unreachable'],
];

/** Node's codes: the network, and files that we open before SQLite does. */
const NODE: Readonly<Record<string, Trouble>> = {
  ECONNREFUSED: 'unreachable',
  ECONNRESET: 'unreachable',
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
  ETIMEDOUT: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EPIPE: 'unreachable',
  ENOENT: 'cannot-open',
  EACCES: 'cannot-open',
  EPERM: 'cannot-open',
  EROFS: 'cannot-open',
  EISDIR: 'cannot-open',
  ENOTDIR: 'cannot-open',
  ENOSPC: 'disk-full',
};

/** Errors of `pg` without a code, recognized by their text. */
const WORDS = /timeout exceeded when trying to connect|Connection terminated|connection timeout/i;

const FOREIGN_KEY = new Set(['SQLITE_CONSTRAINT_FOREIGNKEY', '23503']);

/** Translates a driver's error into a fault. The cause keeps only message and code: details may quote rows. */
export function driverFault(error: unknown): Fault {
  if (error instanceof Fault) return error;
  const code = codeOf(error);
  if (FOREIGN_KEY.has(code)) return noArticle();
  const trouble = troubleOf(code, error);
  const message = error instanceof Error ? error.message : 'not an Error';
  return new Fault(
    `store/${trouble}`,
    DATABASE_FAULTS[trouble],
    {},
    { cause: new Error(`${code} ${message}`.trim()) },
  );
}

/** The code of a driver's error, empty if it has none; `pg` wraps several attempts to connect in one AggregateError. */
export function codeOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string') {
    return error.code;
  }
  return error instanceof AggregateError && error.errors.length > 0 ? codeOf(error.errors[0]) : '';
}

function troubleOf(code: string, error: unknown): Trouble {
  const table = code.startsWith('SQLITE_') ? SQLITE : POSTGRES;
  const found = table.find(([prefix]) => code.startsWith(prefix))?.[1] ?? NODE[code];
  if (found !== undefined) return found;
  return error instanceof Error && WORDS.test(error.message) ? 'unreachable' : 'failed';
}

/** Ms after which another process counts as holding the database for too long. */
const COLLISION_WINDOW_MS = 10_000;

/**
 * Repeats work that failed only because of concurrent work: a lock of SQLite, a deadlock. Waits stay between 12.5 and 25 ms,
 * jittered, so that two processes that collided do not collide again.
 */
export const COLLISIONS: RetryPolicy = {
  firstMs: 25,
  longestMs: 25,
  windowMs: (error) => (isCollision(error) ? COLLISION_WINDOW_MS : 0),
};

/** `40P01` is PostgreSQL's deadlock, `40001` its serialization failure: the server rolled the transaction back. */
function isCollision(error: unknown): boolean {
  const code = codeOf(error);
  return code.startsWith('SQLITE_BUSY') || code === '40P01' || code === '40001';
}
