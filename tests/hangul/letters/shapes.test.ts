import { describe, expect, it } from 'vitest';
import {
  CIRCLED,
  CONSONANT_SHAPES,
  SYLLABLE_SHAPES,
  VOWEL_SHAPES,
} from '../../../src/hangul/letters/shapes.js';

const readings = (written: string): string[] =>
  [...SYLLABLE_SHAPES, ...CIRCLED].filter(([form]) => form === written).map(([, reads]) => reads);
const jamoOf = (written: string): string[] =>
  [...CONSONANT_SHAPES, ...VOWEL_SHAPES].filter(([form]) => form === written).map(([, reads]) => reads);

describe('음절 모양', () => {
  it.each([
    ['머', '대'],
    ['대', '머'],
    ['댕', '멍'],
    ['띵', '명'],
    ['커', '귀'],
    ['네', '비'],
    ['팡', '광'],
    ['판', '관'],
    ['파', '과'],
    ['피', '괴'],
    ['윾', '유'],
    ['윽', '우'],
    ['ㄹ', '근'],
    ['ㅍ', '고'],
    ['ㅓㄴ', '가'],
    ['ㅓㄱ', '나'],
    ['ㅓㄹ', '라'],
    ['ㅓㅁ', '마'],
    ['ㅓㅇ', '아'],
    ['ㅓ匕', '카'],
    ['ㅓV', '사'],
    ['ㅓ우', '하'],
    ['ㅋ우', '한'],
    ['ㅣㄹ', '리'],
    ['Iㄴ', '기'],
    ['㉮', '가'],
    ['㉻', '하'],
    ['㈎', '가'],
    ['㈛', '하'],
  ])('%s는 %s로 읽힌다', (written, reads) => {
    expect(readings(written)).toContain(reads);
  });

  it('읽는 쪽은 늘 한 음절이고, 쓴 쪽과 다르다', () => {
    for (const [written, reads] of [...SYLLABLE_SHAPES, ...CIRCLED]) {
      expect(reads).toMatch(/^[가-힣]$/u);
      expect(written).not.toBe(reads);
      expect(written).not.toBe('');
    }
  });

  it('같은 줄이 두 번 나오지 않는다', () => {
    const lines = SYLLABLE_SHAPES.map((pair) => pair.join('='));
    expect(lines.filter((line, i) => lines.indexOf(line) !== i)).toEqual([]);
  });
});

describe('낱자 모양', () => {
  it.each([
    ['r', 'ㅏ'],
    ['ト', 'ㅏ'],
    ['ł', 'ㅣ'],
    ['l', 'ㅣ'],
    ['0', 'ㅇ'],
    ['○', 'ㅇ'],
    ['人', 'ㅅ'],
    ['己', 'ㄹ'],
    ['口', 'ㅁ'],
    ['フ', 'ㄱ'],
    ['匚', 'ㄷ'],
    ['ス', 'ㅈ'],
    ['ヲ', 'ㅋ'],
    ['H', 'ㅐ'],
    ['丄', 'ㅗ'],
    ['一', 'ㅡ'],
  ])('%s는 %s로 읽힌다', (written, reads) => {
    expect(jamoOf(written)).toContain(reads);
  });

  it('자음 표에는 자음만, 모음 표에는 모음만 있고 의심은 0과 1 사이다', () => {
    for (const [, reads, doubt] of CONSONANT_SHAPES) {
      expect(reads).toMatch(/^[ㄱ-ㅎ]$/u);
      expect(doubt >= 0 && doubt <= 1).toBe(true);
    }
    for (const [, reads, doubt] of VOWEL_SHAPES) {
      expect(reads).toMatch(/^[ㅏ-ㅣ]$/u);
      expect(doubt >= 0 && doubt <= 1).toBe(true);
    }
  });

  it('흔한 문장 부호는 낱자로 읽지 않는다', () => {
    for (const mark of ['-', '!', '.', '?', '^', '~', '(', '/', ',', ' ']) {
      const firsts = [...CONSONANT_SHAPES, ...VOWEL_SHAPES].map(([written]) => written.charAt(0));
      expect(firsts).not.toContain(mark);
    }
  });
});
