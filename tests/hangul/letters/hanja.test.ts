import { describe, expect, it } from 'vitest';
import { hanjaReadings } from '../../../src/hangul/letters/hanja.js';
import { HANJA_TABLE } from '../../../src/hangul/letters/hanja-table.js';

const read = (hanja: string): string[] =>
  hanjaReadings(hanja.codePointAt(0) ?? 0).map((code) => String.fromCodePoint(code));

describe('hanjaReadings', () => {
  it.each([
    ['大', ['대']],
    ['有', ['유']],
    ['女', ['녀', '여']],
    ['年', ['년', '연']],
    ['李', ['리', '이']],
    ['來', ['내', '래']],
    ['良', ['량', '양']],
  ])('%s: %j', (hanja, readings) => {
    expect(read(hanja)).toEqual(readings);
  });

  it('여러 음을 모두 준다', () => {
    expect(read('樂')).toEqual(expect.arrayContaining(['락', '낙', '악', '요']));
  });

  it('KS X 1001의 한자 4,888자가 모두 있다', () => {
    const hanja = new Set(Array.from(HANJA_TABLE).filter((letter) => /\p{Script=Han}/u.test(letter)));
    expect(hanja.size).toBe(4888);
    for (const letter of hanja) expect(read(letter).join('')).toMatch(/^[가-힣]+$/u);
  });

  it('한자가 아니면 비어 있다', () => {
    expect(read('가')).toEqual([]);
    expect(read('a')).toEqual([]);
    expect(read('ㄱ')).toEqual([]);
  });
});
