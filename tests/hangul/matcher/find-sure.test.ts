import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileTerms, ALL_WAYS } from '../../../src/hangul/index.js';
import type { Term } from '../../../src/hangul/index.js';
import { lexicon } from '../lexicon-file.js';

const term = (text: string, more: Partial<Term> = {}): Term => ({
  text,
  ways: ALL_WAYS.filter((way) => way !== 'anagram'),
  unless: [],
  place: 'anywhere',
  ...more,
});

const terms = [
  term('대유', { unless: ['대유행', '화천대유'] }),
  term('거래 정지', { ways: ['unicode', 'gap'] }),
  term('우리 다시 살려 내'),
  term('카카오', { unless: ['카카오톡'] }),
  term('행복', { place: 'edge' }),
  term('힘', { place: 'word' }),
  term('kakao'),
];

/** Pieces of which many texts hold a term, an `unless` word around it, or either in disguise. */
const PIECES = [
  ...'대유행화천카오톡거래정지우리다시살려내힘복이',
  ...[
    '대 유',
    '대.유',
    '데유',
    '댸유',
    '화 천대유',
    '화쳔대유',
    '대윾',
    'ㄷㅇ',
    'ㄷㅐㅇㅠ',
    '大유',
    '유혱',
    '헹',
  ],
  ...[
    '거래',
    '정 지',
    '우리 ',
    '다시',
    ' 살려 ',
    'ㅏㅏ',
    'zkzkdh',
    '카카오똑',
    '카카 오',
    ' ',
    ' ',
    '뷁',
    '!',
    '1',
    'ㅋㅋ',
  ],
  '대유'.normalize('NFD'),
];

describe('의심할 것 없는 것만 찾기', () => {
  const matcher = compileTerms(terms, lexicon);

  it.each([
    ['어휘로', matcher],
    ['어휘 없이', compileTerms(terms)],
  ])('%s 다 찾아서 추린 것과 같다', (_name, either) => {
    let found = 0;
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 9 }), (pieces) => {
        const text = pieces.join('');
        const sure = either.find(text).filter(({ cost }) => cost === 0);
        found += sure.length;
        expect(either.findSure(text)).toEqual(sure);
      }),
      { numRuns: 3000 },
    );
    expect(found).toBeGreaterThan(300);
  });

  it.each([
    ['모르는 말 안에 띄어 쓴 말', '뷁우리 다시 살려 내라', ['우리 다시 살려 내']],
    ['소리를 바꾼 예외 말이 덮는 말', '화쳔대유', []],
    ['다른 코드로 쓴 말', '대유'.normalize('NFD'), ['대유']],
  ])('%s', (_name, text, texts) => {
    expect(matcher.findSure(text).map((hit) => terms[hit.term]!.text)).toEqual(texts);
  });
});
