import { Fault, type LocalizedText } from '../../fault.js';
import { noArticle } from '../faults.js';

const SAYINGS = {
  busy: {
    ko: '데이터베이스를 다른 작업이 오래 잡고 있습니다. 잠시 뒤에 다시 하고, 계속되면 같은 데이터베이스를 쓰는 다른 프로그램을 살피세요.',
    en: 'the database is held by other work for too long; try again shortly, and if it goes on look for another program that uses it.',
  },
  'disk-full': {
    ko: '데이터베이스가 있는 디스크가 가득 찼습니다. 자리를 비우세요. 저장된 것은 그대로 있습니다.',
    en: 'the disk of the database is full; free some space. What was stored is still there.',
  },
  'cannot-open': {
    ko: '데이터베이스 파일을 열거나 쓸 수 없습니다. 폴더가 있는지, 이 사용자가 쓸 수 있는지 살피세요.',
    en: 'the database file cannot be opened or written; see that its folder exists and that this user may write there.',
  },
  damaged: {
    ko: '데이터베이스 파일이 SQLite 파일이 아니거나 상했습니다. 경로를 살피고, 맞다면 백업에서 되살리세요.',
    en: 'the database file is damaged or no SQLite file; check the path, and if it is right restore a backup.',
  },
  unreachable: {
    ko: '데이터베이스 서버에 닿지 않습니다. 서버가 떠 있는지, DATABASE_URL의 서버 이름과 포트가 맞는지 살피세요.',
    en: 'the database server cannot be reached; see that it runs and that host and port in DATABASE_URL are right.',
  },
  'login-refused': {
    ko: '데이터베이스가 로그인을 받아 주지 않습니다. DATABASE_URL의 사용자와 비밀번호, 서버의 접속 규칙을 살피세요.',
    en: 'the database refuses the login; check user and password in DATABASE_URL and the rules of the server.',
  },
  'no-database': {
    ko: 'DATABASE_URL의 데이터베이스가 서버에 없습니다. createdb로 만들거나 이름을 고치세요.',
    en: 'the server has no database of the name in DATABASE_URL; make it with createdb or correct the name.',
  },
  'too-many-connections': {
    ko: '데이터베이스의 연결이 모두 쓰이고 있습니다. 서버의 max_connections를 올리거나 프로세스를 줄이세요.',
    en: 'all connections of the database are in use; raise max_connections of the server or run fewer processes.',
  },
  'not-allowed': {
    ko: '데이터베이스 사용자에게 권한이 없습니다. 그 데이터베이스에 표를 만들고 쓸 권한을 주세요.',
    en: 'the database user lacks a right; allow it to create and write tables in that database.',
  },
  failed: {
    ko: '데이터베이스 작업이 실패했습니다. 되풀이되면 기록에 남은 까닭과 함께 알려 주세요.',
    en: 'the database refused an operation; if it happens again, report it with the cause in the log.',
  },
} as const satisfies Record<string, LocalizedText>;
type Trouble = keyof typeof SAYINGS;

/** SQLite's primary codes, https://www.sqlite.org/rescode.html; extended ones begin with these. */
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

/** PostgreSQL's codes (https://www.postgresql.org/docs/current/errcodes-appendix.html), classes by their first two. */
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

/** Of Node: the network, and files that are opened before SQLite sees them. */
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

/** Errors of `pg` without a code: told by their text. */
const WORDS = /timeout exceeded when trying to connect|Connection terminated|connection timeout/i;

const FOREIGN_KEY = new Set(['SQLITE_CONSTRAINT_FOREIGNKEY', '23503']);

/** The fault that a driver's error stands for. Only message and code go on as its cause: details may quote rows. */
export function driverFault(error: unknown): Fault {
  if (error instanceof Fault) return error;
  const code = codeOf(error);
  if (FOREIGN_KEY.has(code)) return noArticle();
  const trouble = troubleOf(code, error);
  const message = error instanceof Error ? error.message : 'not an Error';
  return new Fault(
    `store/${trouble}`,
    SAYINGS[trouble],
    {},
    { cause: new Error(`${code} ${message}`.trim()) },
  );
}

/** The code of a driver's error, empty if it has none; `pg` gives several tries of one connection as one AggregateError. */
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
