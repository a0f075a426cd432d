import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, matcher } from '../../src/report/view/query.js';

/** Search, text, whether it is found. */
const ROWS: [string, string, boolean][] = [
  ['카카오', '어제 카카오 멈춤', true],
  ['카카오', '카카 오', false],
  ['ㅋㅋㅇ', '카카오 장애', true],
  ['ㅋㅋ', 'ㅋㅋㅋ 웃기네', true],
  ['ㅅㅈ', '전통 시장', true],
  ['ㅅㅈ', '전통 장터', false],
  ['카캉', '카카오', true],
  ['카카ㅇ', '카카오', true],
  ['다', '닭 한 마리', true],
  ['닭', '달걀', true],
  ['닭', '닭갈비', true],
  ['달', '닭갈비', false],
  ['갂', '가까이', true],
  ['분수 시청', '시청 앞 분수대', true],
  ['분수 하천', '시청 앞 분수대', false],
  ['KAKAO', 'kakao 대란', true],
  ['a.c', 'abc', false],
  ['(', '( 여는 묶음표', true],
  ['ㄱ.[', '가.[', true],
  ['\u110f\u1161', '카드', true],
  ['카드', '\u110f\u1161\u1103\u1173', true],
];

describe('찾기', () => {
  it.each(ROWS)('%s — %s: %s', (search, text, found) => {
    expect(matcher(search)!(fold(text))).toBe(found);
  });

  it('말이 없으면 찾지 않는다', () => {
    expect(matcher('  ')).toBeNull();
  });

  it('글의 어느 조각을 찾아도 그 글이 나온다', () => {
    const letters = fc.string({
      unit: fc.constantFrom(...'가각닭카캌힣ㄱㅎㄳaZ1.*+?()[]{}|\\/^$-😀'),
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(
        letters,
        fc.string({ maxLength: 5 }),
        fc.string({ maxLength: 5 }),
        (word, before, after) => {
          expect(matcher(word)!(fold(`${before} ${word} ${after}`))).toBe(true);
        },
      ),
    );
  });
});
