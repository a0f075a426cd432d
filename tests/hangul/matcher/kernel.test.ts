import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileKernel } from '../../../models/make/kernel/compile.js';
import { ReferenceSearch } from '../../../models/make/matcher/reference.js';
import { ALL_WAYS, DEFAULT_WAYS, type CompactLexicon, type Term } from '../../../src/hangul/index.js';
import { buildTables } from '../../../src/hangul/matcher/build-tables.js';
import { KernelSearch } from '../../../src/hangul/matcher/kernel/kernel-search.js';
import { PLACES } from '../../../src/hangul/matcher/tables.js';
import { HOSTILE_TEXTS } from '../hostile-texts.js';
import { lexicon } from '../lexicon-file.js';

test('커널은 소스를 컴파일한 그대로다', () => {
  const bytes = new URL('../../../src/hangul/matcher/kernel/bytes.ts', import.meta.url);
  expect(readFileSync(bytes, 'utf8')).toBe(compileKernel('matcher.ts'));
}, 60_000);

const WORDS = [
  '대유',
  '대',
  '유대',
  '카카오',
  '거래 정지',
  '남자친구',
  '데이터센터',
  'KT',
  'kakao',
  '이차전지',
  '비',
  '윤',
  '바카라',
  '토토',
  'ㅋㅋ루',
  '1등',
  '다시마',
  '댕댕이',
  '신라',
  '들이',
];
const AROUND = ['대유행', '화천 대유', '화천대유', '유대인', '카카오톡', '거래 정지선', '나비', '장비 오', '★']; // prettier-ignore

const term: fc.Arbitrary<Term> = fc.record({
  text: fc.constantFrom(...WORDS),
  ways: fc.oneof(
    { weight: 3, arbitrary: fc.constant(ALL_WAYS) },
    fc.constant(DEFAULT_WAYS),
    fc.subarray([...ALL_WAYS]),
  ),
  unless: fc.uniqueArray(fc.constantFrom(...AROUND), { maxLength: 3 }),
  place: fc.constantFrom(...PLACES),
  threshold: fc.constantFrom(-50, 0, 2.5),
});
const terms = fc.array(term, { minLength: 1, maxLength: 8 });

const piece = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...WORDS, ...AROUND) },
  // Spellings that the ways undo, one after another.
  { weight: 4, arbitrary: fc.constantFrom('댸유', '머유', '대윾', 'ㄷㅐㅇㅠ', '대ㅇㅠ', 'ㅋr카오', '카ka오', 'eodb', 'daeyu', 'ㄷㅇ', '大有', '大유', '대애애유', '대ㅐㅐ유', '카오카', '남친구자', '데이타', '대1유', '㉰유', '버터', 'ㅓㄴㄹㅐ', '실라', '드리', '２차전지', 'ＫＴ', '댕ㅇ', '고ㅏ', '모유', '머ㅓ억', 'ㅇl윤', '바카ㄹr') }, // prettier-ignore
  { weight: 3, arbitrary: fc.constantFrom(' ', '  ', '.', '!', '🔥', '\u200b', '\u0301', '\u00a0', '\ufeff', '、', '\n', '-', 'ㅋ', 'ㅡ', 'a', '7', '𝒜', '\ud800', '😀 ') }, // prettier-ignore
  {
    weight: 2,
    arbitrary: fc.constantFrom('는', '에서', '이다', '들이', '했다', '으로', '정말', '사람', '다'),
  },
  fc.integer({ min: 0xac00, max: 0xd7a3 }).map((code) => String.fromCharCode(code)),
  fc.integer({ min: 0x3131, max: 0x3163 }).map((code) => String.fromCharCode(code)),
  fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
);
const text = fc.oneof(
  { weight: 6, arbitrary: fc.array(piece, { maxLength: 16 }).map((pieces) => pieces.join('')) },
  fc.string({ unit: 'binary', maxLength: 40 }),
);

function twins(list: readonly Term[], words: CompactLexicon | undefined): [KernelSearch, ReferenceSearch] {
  const tables = buildTables(list);
  return [new KernelSearch(tables, words), new ReferenceSearch(tables, words)];
}
function expectSame([kernel, reference]: readonly [KernelSearch, ReferenceSearch], written: string): void {
  expect(kernel.find(written)).toEqual(reference.find(written));
  expect(kernel.findSure(written)).toEqual(reference.findSure(written));
}

const many: readonly Term[] = WORDS.flatMap((word) =>
  PLACES.map((place): Term => ({
    text: word,
    ways: ALL_WAYS,
    unless: AROUND.filter((one) => one.includes(word)),
    place,
  })),
);

describe('읽기 쉬운 쌍둥이와 같은 것을 찾는다', () => {
  const pair = twins(many, lexicon);
  test('어떤 낱말이든 어떤 글에서든', () => {
    fc.assert(
      fc.property(
        terms,
        fc.boolean(),
        fc.array(text, { minLength: 8, maxLength: 8 }),
        (list, isRead, texts) => {
          const own = twins(list, isRead ? lexicon : undefined);
          for (const written of texts) expectSame(own, written);
        },
      ),
      { numRuns: 100 },
    );
  });

  test('낱말이 많을 때', () => {
    fc.assert(
      fc.property(text, (written) => {
        expectSame(pair, written);
      }),
      { numRuns: 1000 },
    );
  });

  test.each(HOSTILE_TEXTS)('%s', (_, make) => {
    expectSame(pair, make(700));
  });
});

describe('기억 공간', () => {
  test('백만 글자와 수만 개의 결과도 담긴다', () => {
    const [kernel] = twins([{ text: '대유', ways: ALL_WAYS, unless: [], place: 'anywhere' }], lexicon);
    const hits = kernel.find('대유 '.repeat(350_000));
    expect(hits).toHaveLength(350_000);
    expect(hits.at(-1)).toMatchObject({ start: 1_049_997, end: 1_049_999, cost: 0 });
    expect(kernel.find('ㄷㅐㅇㅠ'.repeat(20_000)).length).toBeGreaterThan(1000);
    expect(kernel.findSure('대유 행')).toHaveLength(1);
  });

  test('밀려난 낱말들은 다시 들어온다', () => {
    const words = Array.from({ length: 160 }, (_, i) => `${String.fromCharCode(0xac00 + i * 29)}대유`);
    const all = words.map(
      (word) => twins([{ text: word, ways: ALL_WAYS, unless: [], place: 'anywhere' }], lexicon)[0],
    );
    for (let round = 0; round < 2; round++)
      all.forEach((one, i) => {
        expect(one.find(`${words[i]!}는`).map(({ start, end }) => [start, end])).toEqual([[0, 3]]);
      });
  });

  test('망가진 표는 오류가 되고, 다음 찾기는 다시 된다', () => {
    const list: readonly Term[] = [{ text: '대유', ways: ALL_WAYS, unless: [], place: 'anywhere' }];
    const tables = buildTables(list);
    const broken = {
      ...tables,
      all: { ...tables.all, nodes: tables.all.nodes.map((_, i) => 0x1000_0000 + (i % 2)) },
    };
    const [sound] = twins(list, lexicon);
    expect(() => new KernelSearch(broken, lexicon).find('대유')).toThrow();
    expect(sound.find('대유')).toHaveLength(1);
  });
});
