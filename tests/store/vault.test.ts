import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fault } from '../../src/fault.js';
import { driverFault } from '../../src/store/dialect/driver-faults.js';
import { newKey, parseKeys, readStoreEnvironment } from '../../src/store/index.js';
import { Vault } from '../../src/store/encryption/vault.js';

const key = (id: string): { id: string; key: Buffer } => ({ id, key: randomBytes(32) });
const [K1, K2] = [key('k1'), key('second-key_2')];
const text = fc.string({ unit: 'binary', maxLength: 300 });

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof Fault) return error.code;
    throw error;
  }
  return 'opened';
}

describe('금고', () => {
  it('어떤 글이든 넣은 그대로 꺼낸다, 열쇠의 차례가 바뀌어도', () => {
    fc.assert(
      fc.property(text, text, (value, context) => {
        const sealed = new Vault([K1, K2]).seal(value, context);
        expect(new Vault([K1]).open(sealed, context)).toBe(value);
        expect(new Vault([K2, K1]).open(sealed, context)).toBe(value);
      }),
    );
  });

  it('같은 글도 넣을 때마다 다르고, 글은 비치지 않는다', () => {
    const vault = new Vault([K1]);
    const sealed = Array.from({ length: 50 }, () => vault.seal('같은 글', 'c'));
    expect(new Set(sealed.map((value) => value.toString('hex'))).size).toBe(50);
    expect(sealed.some((value) => value.includes('같은'))).toBe(false);
  });

  it('한 비트만 달라도, 자리가 달라도, 잘려도 열리지 않는다', () => {
    const vault = new Vault([K1]);
    const refused = ['store/unreadable', 'store/unknown-key'];
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(7), (value, at, bit) => {
        const sealed = vault.seal(value, 'flags.content/1');
        expect(codeOf(() => vault.open(sealed, 'flags.content/2'))).toBe('store/unreadable');
        expect(refused).toContain(
          codeOf(() => vault.open(sealed.subarray(0, at % sealed.length), 'flags.content/1')),
        );
        sealed[at % sealed.length]! ^= 1 << bit;
        expect(refused).toContain(codeOf(() => vault.open(sealed, 'flags.content/1')));
      }),
    );
  });

  it('없는 열쇠와 틀린 열쇠를 가려 말하고, 어느 열쇠인지 안다', () => {
    const sealed = new Vault([K2]).seal('글', 'c');
    expect(() => new Vault([K1]).open(sealed, 'c')).toThrow('second-key_2');
    expect(codeOf(() => new Vault([key('second-key_2')]).open(sealed, 'c'))).toBe('store/unreadable');
    expect(new Vault([K2, K1]).isCurrent(sealed)).toBe(true);
    expect(new Vault([K1, K2]).isCurrent(sealed)).toBe(false);
  });
});

describe('열쇠 목록', () => {
  const encoded = randomBytes(32).toString('base64');
  const codes = (given: string | undefined): string[] | string => {
    const read = parseKeys(given);
    return 'faults' in read ? read.faults.map(({ text: said }) => said.en) : read.keys.map(({ id }) => id);
  };

  it('이름이 있든 없든, 칸이 있든 읽는다', () => {
    expect(codes(`a:${encoded}`)).toEqual(['a']);
    expect(codes(encoded)).toEqual(['k1']);
    expect(codes(` a:${encoded} , b-2:${encoded} `)).toEqual(['a', 'b-2']);
    const made = parseKeys(newKey('new'));
    expect('keys' in made && made.keys.map(({ id, key: of }) => [id, of.length])).toEqual([['new', 32]]);
    expect(newKey('new')).not.toBe(newKey('new'));
  });

  it('틀린 것을 모두 한꺼번에 말하되 열쇠는 보이지 않는다', () => {
    const short = randomBytes(16).toString('base64');
    const told = codes(`a:${encoded},a:${encoded},b:${short},한글:${encoded},c:비밀비밀,,d:`);
    expect(told).toMatchObject([
      expect.stringMatching(/^key 2 .*repeats the name "a"/),
      expect.stringMatching(/^key 3 .*16 bytes instead of 32/),
      expect.stringMatching(/^key 4 .*bad name/),
      expect.stringMatching(/^key 5 .*not base64/),
      expect.stringMatching(/^key 6 .*empty/),
      expect.stringMatching(/^key 7 .*empty/),
    ]);
    for (const secret of [encoded, short, '비밀']) expect(JSON.stringify(told)).not.toContain(secret);
  });

  it.each([undefined, '', ' , '])('없으면 만드는 법을 말한다: %j', (given) => {
    expect(codes(given)).toEqual([expect.stringContaining('matgeul keys new')]);
  });
});

describe('저장소의 환경 변수', () => {
  const MATGEUL_KEYS = newKey('k');
  const read = (variables: Record<string, string>): string | string[] => {
    const of = readStoreEnvironment(variables);
    return 'store' in of ? of.store.database : of.faults.map(({ code }) => code);
  };

  it('서버가 파일보다 앞서고, 빈 것은 없는 것이다', () => {
    const DATABASE_URL = 'postgresql://u:p@h/n';
    expect(read({ MATGEUL_KEYS })).toBe('./matgeul.sqlite');
    expect(read({ MATGEUL_KEYS, DATABASE_URL: '', MATGEUL_DATABASE: '' })).toBe('./matgeul.sqlite');
    expect(read({ MATGEUL_KEYS, MATGEUL_DATABASE: 'x.db' })).toBe('x.db');
    expect(read({ MATGEUL_KEYS, DATABASE_URL, MATGEUL_DATABASE: 'x.db' })).toBe(DATABASE_URL);
  });

  it('틀린 것은 모두 한꺼번에, 비밀번호 없이', () => {
    const variables = { DATABASE_URL: 'mysql://u:hunter2@h/n', MATGEUL_DATABASE: 'postgres://u:hunter2@h/n' };
    expect(read(variables)).toEqual(['store/bad-database', 'store/bad-database', 'store/no-key']);
    expect(JSON.stringify(readStoreEnvironment(variables))).not.toContain('hunter2');
  });
});

describe('드라이버의 오류', () => {
  it.each([
    ['SQLITE_BUSY_SNAPSHOT', 'store/busy'],
    ['SQLITE_FULL', 'store/disk-full'],
    ['SQLITE_READONLY_DBMOVED', 'store/cannot-open'],
    ['SQLITE_CORRUPT_INDEX', 'store/damaged'],
    ['SQLITE_CONSTRAINT_FOREIGNKEY', 'store/no-article'],
    ['SQLITE_CONSTRAINT_UNIQUE', 'store/failed'],
    ['53100', 'store/disk-full'],
    ['53300', 'store/too-many-connections'],
    ['28P01', 'store/login-refused'],
    ['57P01', 'store/unreachable'],
    ['40P01', 'store/busy'],
    ['42501', 'store/not-allowed'],
    ['22P02', 'store/failed'],
    ['ENOTFOUND', 'store/unreachable'],
    ['ENOSPC', 'store/disk-full'],
  ])('%s: %s', (code, expected) => {
    const error = Object.assign(new Error('driver says so'), {
      code,
      detail: 'Failing row contains (가려진 글)',
    });
    const fault = driverFault(error);
    expect(fault.code).toBe(expected);
    expect(JSON.stringify([fault.text, String(fault.cause)])).not.toContain('가려진 글');
  });
});
