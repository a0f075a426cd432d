import type { LocalizedText } from '../fault.js';

/** Faults of the store: keys, encrypted values, schema, settings. */
export const STORE = {
  noKey: {
    ko: '암호화 열쇠가 없습니다. "matgeul keys new"로 하나 만들어 MATGEUL_KEYS에 넣으세요. 열쇠를 잃으면 저장한 내용을 읽을 수 없습니다.',
    en: 'there is no encryption key. Create one with "matgeul keys new" and put it into MATGEUL_KEYS. If the key is lost, stored data cannot be read.',
  },
  badKey: (position: number, problem: LocalizedText): LocalizedText => ({
    ko: `MATGEUL_KEYS의 ${position}번째 열쇠: ${problem.ko}. "이름:base64" 형식이어야 하고, "matgeul keys new"로 만들 수 있습니다.`,
    en: `key ${position} of MATGEUL_KEYS ${problem.en}; expected "id:base64", as "matgeul keys new" prints it.`,
  }),
  repeatedKeyId: (id: string): LocalizedText => ({
    ko: `이름 "${id}"이(가) 두 번 나옵니다`,
    en: `repeats the name "${id}"`,
  }),
  emptyKey: { ko: '비어 있습니다', en: 'is empty' },
  badKeyId: {
    ko: '이름은 영문자, 숫자, _와 -로 32자까지입니다',
    en: 'has a bad name: up to 32 letters, digits, _ and -',
  },
  wrongKeyLength: (expected: number, found: number): LocalizedText => ({
    ko: `길이가 ${expected}바이트여야 하는데 ${found}바이트입니다`,
    en: `has ${found} bytes instead of ${expected}`,
  }),
  notBase64: { ko: 'base64가 아닙니다', en: 'is not base64' },
  unknownKey: (id: string): LocalizedText => ({
    ko: `데이터베이스에 열쇠 "${id}"(으)로 암호화된 내용이 있는데 그 열쇠가 MATGEUL_KEYS에 없습니다. 그 열쇠를 목록에 다시 넣으세요. 목록에서 빼려면 먼저 "matgeul keys rotate"를 끝내야 합니다.`,
    en: `the database holds values under key "${id}", which is not in MATGEUL_KEYS; put that key back into the list. Remove it only after "matgeul keys rotate" has finished.`,
  }),
  wrongKey: (id: string): LocalizedText => ({
    ko: `열쇠 "${id}"(으)로 이 데이터베이스를 열 수 없습니다. 이 데이터베이스를 만들 때 쓴 열쇠를 MATGEUL_KEYS에 넣으세요.`,
    en: `key "${id}" does not open this database; put the key that the database was created with into MATGEUL_KEYS.`,
  }),
  unreadable: (where: string): LocalizedText => ({
    ko: `저장된 값(${where})의 암호를 풀 수 없습니다. 값이 손상되었거나 다른 열쇠로 암호화되었습니다. 백업에서 복구하세요.`,
    en: `a stored value (${where}) cannot be decrypted: it is damaged or was encrypted with another key; restore it from a backup.`,
  }),
  strangeRow: (where: string): LocalizedText => ({
    ko: `저장된 행(${where})이 맞글이 쓰는 형식이 아닙니다. 다른 프로그램이 고쳤는지 확인하고 백업에서 복구하세요.`,
    en: `a stored row (${where}) does not have the form that matgeul writes; check whether another program changed it, and restore it from a backup.`,
  }),
  newerSchema: (found: number, known: number): LocalizedText => ({
    ko: `데이터베이스를 더 새로운 버전의 맞글이 만들었습니다(스키마 ${found}, 이 버전은 ${known}까지). 맞글을 업데이트하거나 그 전의 백업을 쓰세요.`,
    en: `a newer matgeul created this database (schema ${found}, this version knows ${known}); upgrade matgeul or use an older backup.`,
  }),
  wrongSettings: (keys: string): LocalizedText => ({
    ko: `설정 값이 잘못되었습니다: ${keys}. 허용되는 값으로 다시 정하세요.`,
    en: `these settings have a value that is not allowed: ${keys}; choose an allowed one.`,
  }),
  noArticle: {
    ko: '저장되지 않은 기사에 채널을 연결하려 했습니다. 기사를 먼저 저장하세요.',
    en: 'the article to bind the channel to is not stored; store the article first.',
  },
  noSqlite: (system: string): LocalizedText => ({
    ko: `이 시스템(${system})에서는 SQLite 드라이버를 불러올 수 없습니다. 패키지를 다시 설치하고, 그래도 안 되면 DATABASE_URL에 PostgreSQL을 정하세요.`,
    en: `the SQLite driver cannot be loaded on this system (${system}); install the package again, and if that does not help use PostgreSQL (DATABASE_URL).`,
  }),
  badDatabase: (variable: string): LocalizedText => ({
    ko: `${variable}이(가) 데이터베이스 주소가 아닙니다. PostgreSQL은 DATABASE_URL=postgres://사용자:비밀번호@서버/이름, SQLite는 MATGEUL_DATABASE=파일 형식으로 정하세요.`,
    en: `${variable} is not a database address; use DATABASE_URL=postgres://user:password@host/name for PostgreSQL or MATGEUL_DATABASE=FILE for SQLite.`,
  }),
} as const;

/** Errors of the database drivers, by the second half of their code. */
export const DATABASE_FAULTS = {
  busy: {
    ko: '다른 작업이 데이터베이스를 너무 오래 쓰고 있습니다. 잠시 뒤에 다시 하고, 계속되면 같은 데이터베이스를 쓰는 다른 프로그램을 확인하세요.',
    en: 'other work is holding the database for too long; try again shortly, and if it persists look for another program that uses it.',
  },
  'disk-full': {
    ko: '데이터베이스가 있는 디스크가 가득 찼습니다. 공간을 비우세요. 저장된 내용은 그대로 있습니다.',
    en: 'the disk of the database is full; free some space. Stored data is still intact.',
  },
  'cannot-open': {
    ko: '데이터베이스 파일을 열거나 쓸 수 없습니다. 폴더가 있는지, 이 사용자에게 쓰기 권한이 있는지 확인하세요.',
    en: 'the database file cannot be opened or written; check that its folder exists and that this user may write there.',
  },
  damaged: {
    ko: '데이터베이스 파일이 SQLite 파일이 아니거나 손상되었습니다. 경로를 확인하고, 맞다면 백업에서 복구하세요.',
    en: 'the database file is damaged or not an SQLite file; check the path, and if it is right restore a backup.',
  },
  unreachable: {
    ko: '데이터베이스 서버에 연결할 수 없습니다. 서버가 실행 중인지, DATABASE_URL의 서버 이름과 포트가 맞는지 확인하세요.',
    en: 'the database server cannot be reached; check that it is running and that host and port in DATABASE_URL are right.',
  },
  'login-refused': {
    ko: '데이터베이스가 로그인을 거부했습니다. DATABASE_URL의 사용자와 비밀번호, 서버의 접속 규칙을 확인하세요.',
    en: 'the database refused the login; check user and password in DATABASE_URL and the access rules of the server.',
  },
  'no-database': {
    ko: 'DATABASE_URL의 데이터베이스가 서버에 없습니다. createdb로 만들거나 이름을 고치세요.',
    en: 'the server has no database of the name in DATABASE_URL; create it with createdb or correct the name.',
  },
  'too-many-connections': {
    ko: '데이터베이스 연결을 모두 쓰고 있습니다. 서버의 max_connections를 올리거나 프로세스를 줄이세요.',
    en: 'all database connections are in use; raise max_connections of the server or run fewer processes.',
  },
  'not-allowed': {
    ko: '데이터베이스 사용자에게 권한이 없습니다. 이 데이터베이스에 테이블을 만들고 쓸 권한을 주세요.',
    en: 'the database user lacks a privilege; allow it to create and write tables in this database.',
  },
  failed: {
    ko: '데이터베이스 작업이 실패했습니다. 되풀이되면 로그에 남은 원인과 함께 알려 주세요.',
    en: 'the database rejected an operation; if it happens again, report it with the cause from the log.',
  },
} as const satisfies Record<string, LocalizedText>;
