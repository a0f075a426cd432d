import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eojeols } from '../../../src/hangul/letters/eojeol.js';
import { endOfStem, isJosaTail, peelJosa } from '../../../src/hangul/letters/josa.js';
import { golden } from '../golden.js';

describe('peelJosa', () => {
  const rows = golden('josa.tsv');

  it('표가 120줄을 넘는다', () => {
    expect(rows.length).toBeGreaterThanOrEqual(120);
  });

  it.each(rows)('%s = %s + %s (%s)', (eojeol: string, stem: string, josa: string) => {
    expect(peelJosa(eojeol)).toEqual({ stem, josa });
  });

  it('어간은 비지 않고, 붙이면 본디 어절이다', () => {
    const words = fc.array(fc.constantFrom(...Array.from('대유주식가는도이에서들하고했다입니인ㅋㅠaZ9')), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(words, (letters) => {
        const eojeol = letters.join('');
        const { stem, josa } = peelJosa(eojeol);
        expect(stem).not.toBe('');
        expect(stem + josa).toBe(eojeol);
        // Also in the middle of a text, whatever stands around it.
        expect(endOfStem(`제주${eojeol}도는`, 2, 2 + eojeol.length)).toBe(2 + stem.length);
      }),
    );
  });
});

describe('isJosaTail', () => {
  it.each([
    '',
    '가',
    '는',
    '들은',
    '들에게는',
    '하려고',
    '했다',
    '인데',
    '입니다',
    '라고',
    '에서는',
    '임',
    'ㅋㅋ',
    '가ㅋㅋ',
    '야',
  ])('대유 뒤의 %s: 조사나 어미다', (rest) => {
    expect(isJosaTail(rest)).toBe(true);
  });

  it.each([
    '행',
    '출',
    '인',
    '인들',
    '인을',
    '인이',
    '인도',
    '주들은',
    '위니아',
    '할인',
    '한도',
    '평가',
    '톡',
    'a',
    '가가가가가가가가가가가가',
  ])('%s: 조사나 어미가 아니다', (rest) => {
    expect(isJosaTail(rest)).toBe(false);
  });

  it.each([
    ['대유', '가', true],
    ['대유', '이', false],
    ['주식', '이', true],
    ['주식', '가', false],
    ['주식', '다', false],
    ['대유', '다', true],
    ['대출', '로', true],
    ['대출', '으로', false],
    ['장애', '인데', true],
  ])('%s 뒤의 %s: 받침을 가린다', (term, rest, fits) => {
    expect(isJosaTail(rest, term)).toBe(fits);
  });
});

describe('eojeols', () => {
  it('글자의 자리를 그대로 남긴다', () => {
    expect(eojeols('카카오톡, 또 먹통?')).toEqual([
      { text: '카카오톡', start: 0, end: 4 },
      { text: '또', start: 6, end: 7 },
      { text: '먹통', start: 8, end: 10 },
    ]);
  });

  it('한글, 로마자, 숫자, 한자, 자모가 한 어절을 이룬다', () => {
    expect(eojeols('시1발 KT는 大有ㅋㅋ·𠀀女').map((eojeol) => eojeol.text)).toEqual([
      '시1발',
      'KT는',
      '大有ㅋㅋ',
      '𠀀女',
    ]);
  });

  it('어떤 글에서도 자리가 맞고 차례대로다', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        let last = 0;
        for (const { text: word, start, end } of eojeols(text)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(text.slice(start, end)).toBe(word);
          last = end;
        }
      }),
    );
  });

  it('짝 잃은 서로게이트는 어절이 아니다', () => {
    expect(eojeols('\ud840 가').map((eojeol) => eojeol.text)).toEqual(['가']);
  });
});
