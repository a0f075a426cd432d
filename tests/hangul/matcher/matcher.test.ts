import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ALL_WAYS, compileTerms } from '../../../src/hangul/index.js';
import type { Term } from '../../../src/hangul/index.js';
import { Lattice } from '../../../models/make/matcher/lattice.js';
import { unitOf, UNIT_COUNT } from '../../../src/hangul/matcher/units.js';
import { lexicon } from '../lexicon-file.js';

const all = (text: string, more: Partial<Term> = {}): Term => ({
  text,
  ways: ALL_WAYS,
  unless: [],
  place: 'anywhere',
  ...more,
});
const find = (text: string, ...terms: Term[]): string[] =>
  compileTerms(terms, lexicon)
    .find(text)
    .map(({ start, end }) => text.slice(start, end));

/** Text of the alphabets that readings know, with much that breaks words. */
const odd = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...'대유카오댸윾머ㄷㅐㅇㅠㅋㅏ',
        'r',
        'o',
        '1',
        '大',
        '有',
        '.',
        ' ',
        '\u200b',
        '\u0301',
        '🔥',
        '㉮',
        'Λ',
      ),
      fc.integer({ min: 0xac00, max: 0xd7a3 }).map((code) => String.fromCharCode(code)),
      fc.integer({ min: 0x1100, max: 0x11ff }).map((code) => String.fromCharCode(code)),
    ),
    { maxLength: 60 },
  )
  .map((letters) => letters.join(''));
/** Any UTF-16, lone surrogates too. */
const any = fc
  .string({ unit: 'binary', maxLength: 80 })
  .chain((text) => fc.constantFrom('', '\ud83d', '\udd25').map((lone) => text + lone));

describe('읽기는 원문의 자리를 지킨다', () => {
  test('격자의 모든 읽기는 글 안에서 앞으로 나아가고 한 음절을 읽는다', () => {
    fc.assert(
      fc.property(fc.oneof(odd, any), (text) => {
        const lattice = new Lattice();
        lattice.read(text, new Uint8Array(text.length).fill(1));
        for (let at = 0; at < text.length; at++) {
          lattice.reach(at);
          const edges = Array.from(
            { length: lattice.until[at]! - lattice.from[at]! },
            (_, i) => lattice.from[at]! + i,
          );
          for (const edge of edges) {
            expect(lattice.to[edge]).toBeGreaterThan(at);
            expect(lattice.to[edge]).toBeLessThanOrEqual(text.length);
            expect(lattice.unit[edge]).toBeGreaterThanOrEqual(0);
            expect(lattice.unit[edge]).toBeLessThan(UNIT_COUNT);
            expect(lattice.cost[edge]).toBeGreaterThanOrEqual(0);
          }
          const plain = unitOf(text.charCodeAt(at));
          if (plain >= 0)
            expect(edges.some((edge) => lattice.unit[edge] === plain && lattice.to[edge] === at + 1)).toBe(
              true,
            );
        }
      }),
    );
  });

  test('어떤 글에서도 찾은 자리는 글 안에 있고 차례대로이며 겹치지 않는다', () => {
    const matcher = compileTerms(
      ['대유', '카카오', '거래정지', '바카라'].map((text) => all(text)),
      lexicon,
    );
    fc.assert(
      fc.property(fc.oneof(odd, any), (text) => {
        const hits = matcher.find(text);
        const last = new Map<number, number>();
        for (const { term, start, end } of hits) {
          expect(start).toBeGreaterThanOrEqual(last.get(term) ?? 0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          last.set(term, end);
        }
        expect(hits.map(({ start }) => start)).toEqual(hits.map(({ start }) => start).sort((a, b) => a - b));
      }),
    );
  });

  const disguises: readonly (readonly [string, (word: string, salt: number) => string])[] = [
    ['NFD', (word) => word.normalize('NFD')],
    ['폭 없는 문자', (word) => [...word].join('\u200b')],
    ['기호', (word, salt) => [...word].join('.~*_♡'.charAt(salt % 5))],
    ['그대로', (word) => word],
  ];
  test('감춘 낱말을 넣은 바로 그 자리를 찾는다', () => {
    const words = ['소액주주', '거래정지', '데이터센터', '바카라'];
    const matcher = compileTerms(
      words.map((word) => all(word)),
      lexicon,
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...words),
        fc.constantFrom(...disguises),
        fc.nat(4),
        fc.constantFrom('', '오늘 ', '여러분, ', 'ㅋㅋ '),
        fc.constantFrom('', ' 합시다', '가 뭐냐', ' ㅠㅠ'),
        (word, [, disguise], salt, before, after) => {
          const written = disguise(word, salt);
          const hits = matcher.find(before + written + after).filter(({ term }) => words[term] === word);
          expect(hits.map(({ start, end }) => [start, end])).toEqual([
            [before.length, before.length + written.length],
          ]);
        },
      ),
    );
  });
});

describe('자리와 예외', () => {
  test.each([
    ['edge', '대유가 올랐다', ['대유']],
    ['edge', '깡패대유가 나섰다', ['대유']],
    ['edge', '절대유능하다', []],
    ['word', '대유도 정지', ['대유']],
    ['start', '대유주주 모임', ['대유']],
    ['start', '절대유 반대', []],
    ['start', '화천대유는', []],
    ['word', '대유주주 모임', []],
    ['anywhere', '절대유능하다', ['대유']],
  ] as const)('place %s: %s', (place, text, found) => {
    expect(find(text, all('대유', { place: place }))).toEqual(found);
  });

  const unless = ['대유행', '화천대유', '대유출', '대유위니아'];
  test.each([
    '코로나 대유행',
    '화천대유는 누구 것',
    '개인정보 대유출',
    '대유위니아 냉장고',
    '화.천.대.유',
    '대ㅇㅠ행',
  ])('%s에는 대유가 없다', (text) => {
    expect(find(text, all('대유', { unless, place: 'edge' }))).toEqual([]);
  });
  test('예외 낱말 곁의 낱말은 찾는다', () => {
    expect(find('화천대유 말고 대유 주주', all('대유', { unless, place: 'edge' }))).toEqual(['대유']);
  });

  test.each([
    ['대유 행정소송 이깁시다', ['대유']],
    ['대유. 출금도 막혔다', ['대유']],
    ['화천 대유', ['대유']],
    ['대 유 행', []],
    ['대유-행', []],
  ])('예외 낱말은 띄어 쓴 말 너머까지 이어지지 않는다: %s', (text, found) => {
    expect(find(text, all('대유', { unless, place: 'edge' }))).toEqual(found);
  });
  test('띄어 쓴 예외 낱말은 띄어쓰기를 건너 지운다', () => {
    expect(find('화천 대유는', all('대유', { unless: ['화천 대유'], place: 'edge' }))).toEqual([]);
  });

  test('허락한 방식만 되돌린다', () => {
    expect(find('대.유 주주', all('대유', { ways: [] }))).toEqual([]);
    expect(find('대.유 주주', all('대유', { ways: ['gap'] }))).toEqual(['대.유']);
  });
  test('낱말에 적힌 띄어쓰기는 있어도 없어도 된다', () => {
    expect(find('거래 정지 풀어라, 거래정지 풀어라', all('거래 정지', { ways: [] }))).toEqual([
      '거래 정지',
      '거래정지',
    ]);
  });
  test('어휘 없이는 흐트러지지 않은 말을 글자대로만 찾는다', () => {
    const matcher = compileTerms([all('대유')]);
    expect(matcher.find('머유 주주')).toEqual([]);
    expect(matcher.find('대유 주주')).toHaveLength(1);
    expect(matcher.find('ㄷㅐㅇㅠ 주주')).toHaveLength(1);
  });
});

describe('거친 글', () => {
  const matcher = compileTerms(
    ['대유', '카카오', '토토사이트'].map((text) => all(text)),
    lexicon,
  );
  test.each([
    ['결합 문자 10만 개', `대${'\u0301'.repeat(100_000)}유`, 1],
    ['외톨이 서로게이트', '\ud83d대유\udd25', 1],
    ['같은 글자 10만 개', '대'.repeat(100_000), 0],
    ['자모 10만 개', 'ㄷㅐ'.repeat(50_000), 0],
    ['기호 10만 개', '.'.repeat(100_000), 0],
    ['5만 번 되풀이', '대유 '.repeat(50_000), 50_000],
    ['빈 글', '', 0],
  ])('%s', (_name, text, count) => {
    expect(matcher.find(text)).toHaveLength(count);
  });
});
