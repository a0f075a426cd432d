import { describe, expect, it } from 'vitest';
import { likeTyped } from '../../../src/bot/features/check/article.js';
import { PersonLimit } from '../../../src/bot/features/check/person-limit.js';

describe('사람마다의 한도', () => {
  it('한도까지 허용하고 얼마나 기다릴지 말하며, 시간이 지나면 다시 허용한다', () => {
    const limit = new PersonLimit(3, 60_000);
    expect([0, 10, 20].map((time) => limit.use('kim', time))).toEqual([0, 0, 0]);
    expect(limit.use('kim', 1_000)).toBe(59_000);
    expect(limit.use('lee', 1_000)).toBe(0);
    // What was refused does not make the wait longer.
    expect(limit.use('kim', 60_000)).toBe(0);
    expect(limit.use('kim', 60_001)).toBe(9);
  });

  it('한참 쓰지 않은 사람은 잊는다', () => {
    const limit = new PersonLimit(1, 1_000);
    for (let n = 0; n < 5_000; n++) limit.use(`person ${n}`, n);
    expect(limit.size).toBeLessThan(2_100);
  });
});

describe('입력한 글자로 찾기', () => {
  it.each([
    ['대유 거래정지', '거래 정지', true],
    ['대유 거래정지', 'ㄷㅇ', true],
    ['KBO 결승', 'kbo', true],
    ['대유 거래정지', '', true],
    ['대유 거래정지', '날씨', false],
  ])('%s ← %s: %s', (name, typed, found) => {
    expect(likeTyped(name, typed)).toBe(found);
  });
});
