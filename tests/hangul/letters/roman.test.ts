import { romanize } from 'es-hangul';
import { describe, expect, it } from 'vitest';
import { romanSpellings, romanSyllables } from '../../../src/hangul/letters/roman.js';

describe('romanSpellings', () => {
  it.each([
    ['대유', ['daeyu', 'deyu', 'daeyoo']],
    ['카카오', ['kakao']],
    ['먹통', ['meoktong', 'moktong']],
    ['주식', ['jusik', 'joosik', 'jusig']],
    ['대출', ['daechul', 'dechul']],
    ['시발', ['sibal']],
    ['신라', ['silla']],
  ])('%s: %j', (word, spellings) => {
    expect(romanSpellings(word)).toEqual(expect.arrayContaining(spellings));
  });

  it.each(['거래정지', '상장폐지', '소액주주', '바카라', '데이터센터', '독립', '국민'])(
    '%s: 표준 표기가 들어 있다',
    (word) => {
      expect(romanSpellings(word)).toContain(romanize(word));
    },
  );

  it('여덟 가지를 넘지 않고, 겹치지 않으며, 소문자다', () => {
    const spellings = romanSpellings('대규모상장폐지실질심사');
    expect(spellings.length).toBeLessThanOrEqual(8);
    expect(new Set(spellings).size).toBe(spellings.length);
    for (const latin of spellings) expect(latin).toMatch(/^[a-z]{4,}$/);
  });

  it('너무 짧은 것과 한글이 아닌 것은 만들지 않는다', () => {
    expect(romanSpellings('소')).toEqual([]);
    expect(romanSpellings('KT')).toEqual([]);
  });
});

describe('romanSyllables', () => {
  it.each([
    ['ka', '카'],
    ['kka', '까'],
    ['ga', '가'],
    ['shi', '시'],
    ['zae', '재'],
    ['tong', '통'],
    ['o', '오'],
  ])('%s는 %s로 읽는다', (latin, syllable) => {
    expect(romanSyllables.get(latin)).toContain(syllable);
  });

  it('음절이 아니면 없다', () => {
    expect(romanSyllables.get('str')).toBeUndefined();
    expect(romanSyllables.get('')).toBeUndefined();
  });
});
