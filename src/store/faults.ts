import { Fault } from '../fault.js';

export const noKey = (): Fault =>
  new Fault('store/no-key', {
    ko: '암호화 열쇠가 없습니다. "matgeul keys new"로 하나 만들어 MATGEUL_KEYS에 넣으세요. 열쇠를 잃으면 저장한 내용을 읽을 수 없습니다.',
    en: 'there is no encryption key; make one with "matgeul keys new" and put it into MATGEUL_KEYS. Without it nothing that was stored can be read.',
  });

export const badKey = (position: number, ko: string, en: string): Fault =>
  new Fault('store/bad-key', {
    ko: `MATGEUL_KEYS의 ${position}번째 열쇠: ${ko}. "이름:base64" 꼴이어야 하고, "matgeul keys new"가 그런 열쇠를 만듭니다.`,
    en: `key ${position} of MATGEUL_KEYS ${en}; expected "id:base64", which "matgeul keys new" makes.`,
  });

export const unknownKey = (id: string): Fault =>
  new Fault('store/unknown-key', {
    ko: `데이터베이스에 열쇠 "${id}"(으)로 암호화된 내용이 있는데 그 열쇠가 MATGEUL_KEYS에 없습니다. 그 열쇠를 목록에 다시 넣으세요. 빼려면 먼저 "matgeul keys rotate"를 끝내야 합니다.`,
    en: `the database holds values under key "${id}", which is not in MATGEUL_KEYS; put that key back into the list. It may go only after "matgeul keys rotate" has finished.`,
  });

export const wrongKey = (id: string): Fault =>
  new Fault('store/wrong-key', {
    ko: `열쇠 "${id}"(으)로 이 데이터베이스를 열 수 없습니다. 이 데이터베이스를 만들 때의 열쇠를 MATGEUL_KEYS에 넣으세요.`,
    en: `key "${id}" does not open this database; put the key that it was made with into MATGEUL_KEYS.`,
  });

export const unreadable = (where: string): Fault =>
  new Fault('store/unreadable', {
    ko: `저장된 값(${where})을 풀 수 없습니다. 값이 상했거나 다른 열쇠로 쓰였습니다. 백업에서 되살리세요.`,
    en: `a stored value (${where}) cannot be decrypted: it is damaged or was written under another key; restore it from a backup.`,
  });

export const strangeRow = (where: string, options?: ErrorOptions): Fault =>
  new Fault(
    'store/strange-row',
    {
      ko: `저장된 행(${where})이 맞글이 쓴 꼴이 아닙니다. 다른 프로그램이 고쳤는지 살피고 백업에서 되살리세요.`,
      en: `a stored row (${where}) is not as matgeul writes it; see whether another program changed it, and restore it from a backup.`,
    },
    {},
    options,
  );

export const newerSchema = (found: number, known: number): Fault =>
  new Fault('store/newer-schema', {
    ko: `데이터베이스가 더 새 판의 맞글로 만들어졌습니다(스키마 ${found}, 이 판은 ${known}까지). 맞글을 새 판으로 올리거나 그 전의 백업을 쓰세요.`,
    en: `the database was made by a newer matgeul (schema ${found}, this version knows ${known}); upgrade matgeul or use a backup from before.`,
  });

export const wrongSettings = (keys: readonly string[]): Fault =>
  new Fault('store/wrong-settings', {
    ko: `설정 값이 잘못되었습니다: ${keys.join(', ')}. 허용되는 값으로 다시 정하세요.`,
    en: `settings have a value that is not allowed: ${keys.join(', ')}; choose an allowed one.`,
  });

export const noArticle = (): Fault =>
  new Fault('store/no-article', {
    ko: '채널을 없는 기사에 이으려 했습니다. 기사를 먼저 저장하세요.',
    en: 'a place was to be bound to an article that is not stored; store the article first.',
  });

export const badDatabase = (variable: string): Fault =>
  new Fault('store/bad-database', {
    ko: `${variable}이(가) 데이터베이스 주소가 아닙니다. PostgreSQL은 DATABASE_URL=postgres://사용자:비밀번호@서버/이름, SQLite는 MATGEUL_DATABASE=파일 로 정하세요.`,
    en: `${variable} names no database; use DATABASE_URL=postgres://user:password@host/name for PostgreSQL or MATGEUL_DATABASE=FILE for SQLite.`,
  });
