import { describe, expect, test } from 'vitest';
import { isAccepted } from '../../../models/make/matcher/classifier.js';
import { openLexicon, packLexicon } from '../../../src/hangul/matcher/lexicon.js';
import { measureFeatures, type Reading } from '../../../models/make/matcher/obfuscation-features.js';
import { ObfuscationScan } from '../../../models/make/matcher/obfuscation.js';
import { buildTables } from '../../../src/hangul/matcher/build-tables.js';
import type { MatcherTables } from '../../../src/hangul/matcher/tables.js';
import { ALL_WAYS, type Way, waySet } from '../../../src/hangul/ways.js';

// Levels of the lexicon are 1 + floor(0.9 · log2(count / 3)): 머 has 10, 유 2, 대 and 대유 1.
const lexicon = openLexicon(
  packLexicon(
    new Map([
      ['머', 3072],
      ['유', 12],
      ['대', 3],
      ['대유', 3],
    ]),
    1000,
  ),
);

/** Tables of a term whose plain spelling is the first; its habit and cost as given. */
const spelling = (text: string, more: { habit?: boolean; cost?: number } = {}): MatcherTables => {
  const tables = buildTables([{ text, ways: ALL_WAYS, unless: [], place: 'anywhere' }]);
  tables.spellingHabit[0] = more.habit === true ? 1 : 0;
  tables.spellingCost[0] = more.cost ?? 0;
  return tables;
};
const reading = (text: string, cost: number, ways: readonly Way[], more: Partial<Reading> = {}): Reading => ({
  start: 0,
  end: text.length,
  cost,
  ways: waySet(ways),
  spaces: 0,
  length: 2,
  ...more,
});

function accepts(
  text: string,
  read: Reading,
  more: { as?: MatcherTables; known?: typeof lexicon | null; threshold?: number } = {},
): boolean {
  const { as = spelling('대유'), known = lexicon, threshold = 0 } = more;
  const scan = new ObfuscationScan(known ?? undefined);
  scan.read(text);
  return isAccepted(text, as, 0, read, scan, known ?? undefined, threshold);
}

describe('문턱마다 바로 아래와 바로 위', () => {
  // The threshold of the regression is out of reach, so that only the fixed limits can accept.
  const fixed = { threshold: Infinity };
  test.each<[string, Way[], number, boolean]>([
    ['그대로', [], 0, true],
    ['확실한 방식은 0.3까지', ['gap'], 0.3, true],
    ['그 위는 회귀가 정한다', ['gap'], 0.301, false],
    ['확실한 방식 여럿도', ['gap', 'jamo', 'script'], 0.3, true],
    ['의심스러운 방식이 섞이면 0.3 아래도 회귀가 정한다', ['gap', 'sound'], 0.02, false],
    ['의심스러운 방식만이어도', ['lookalike'], 0, false],
    ['초성은 비용이 없을 때만', ['choseong'], 0, true],
    ['초성은 조금만 의심스러워도 버린다', ['choseong'], 0.01, false],
  ])('어휘와 함께, %s: %j %f', (_why, ways, cost, expected) => {
    expect(accepts('뛟.뛟', reading('뛟.뛟', cost, ways), fixed)).toBe(expected);
  });

  test.each<[Way[], number, boolean]>([
    [['sound'], 0.6, true],
    [['sound'], 0.601, false],
    [['gap'], 0.6, true],
    [['gap'], 0.601, false],
  ])('어휘 없이는 0.6까지: %j %f', (ways, cost, expected) => {
    expect(accepts('뛟.뛟', reading('뛟.뛟', cost, ways), { known: null })).toBe(expected);
  });

  test.each<[number, boolean]>([
    [0.55, true],
    [0.551, false],
  ])('다른 글자로 된 철자는 0.55까지: %f', (cost, expected) => {
    expect(accepts('eodb', reading('eodb', cost, ['keyboard']), { ...fixed, as: spelling('eodb') })).toBe(
      expected,
    );
  });

  test('습관이 된 철자는 평범한 말이어도 믿지만, 소리를 더 바꾼 것은 아니다', () => {
    const habit = spelling('대유', { habit: true, cost: 0.5 });
    expect(accepts('대유', reading('대유', 0.5, ['sound']), { ...fixed, as: habit })).toBe(true);
    expect(accepts('대유', reading('대유', 0.75, ['sound']), { ...fixed, as: habit })).toBe(false);
  });

  test('평범한 말은 그 말이다: 확실한 방식이어도 버린다', () => {
    expect(accepts('대유', reading('대유', 0.1, ['unicode']), { threshold: -Infinity })).toBe(false);
    // A symbol inside is never ordinary.
    expect(accepts('대.유', reading('대.유', 0.1, ['gap']))).toBe(true);
  });
});

describe('회귀: 특징과 점수', () => {
  const featuresOf = (text: string, read: Reading): number[] => {
    const scan = new ObfuscationScan(lexicon);
    scan.read(text);
    const into = new Float64Array(28);
    measureFeatures(text, read, scan, lexicon, into);
    return Array.from(into, (value) => Math.round(value * 1e4) / 1e4);
  };
  const NO_WAYS = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

  test('깨지지 않은 두 음절: 드문 정도, 아는 말이 덮는 몫', () => {
    expect(featuresOf('머유 주주', reading('머유', 0.5, ['lookalike']))).toEqual(
      // Syllables have levels 10 and 2: the rarest is 2 of 8, both are (5 + 13) / 2 / 15 rare; 머 alone is known.
      [1, 0.5, 0.25, 0.5, 1, 1, 0, 0, 0, 0.25, 0.6, 0, 0, 0, 0.5, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    );
  });

  test('둘레와 드문 음절: 앞에 둘, 뒤에 셋', () => {
    expect(featuresOf('나다머뛟라마바', reading('', 1, ['sound'], { start: 2, end: 4 }))).toEqual([
      1, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0.6667, 0, 0, 0, 0, 0.75, 0.6667, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0,
    ]);
  });

  test('깨진 말: 빈칸, 아는 두 음절은 붙어 있을 때만', () => {
    expect(featuresOf('머 유', reading('머 유', 0.1, ['gap'], { spaces: 1 }))).toEqual([
      1, 0.1, 0.01, 0, 0, 0, 1, 1, 0, 0, 0, 0.6, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ]);
  });

  test('아는 두 음절로 시작하는 말', () => {
    expect(featuresOf('대유', reading('대유', 0, []))).toEqual([
      1,
      0,
      0,
      0,
      1,
      1,
      0,
      0,
      0,
      0.125,
      0.9,
      0,
      1,
      0.0667,
      1,
      0,
      0,
      ...NO_WAYS,
    ]);
  });

  // Scores worked out on paper from the features above and the fitted weights; a reading is accepted above the threshold.
  test.each<[string, string, Reading, number]>([
    ['두 음절', '머유 주주', reading('머유', 0.5, ['lookalike']), 6.12795],
    ['긴 낱말의 가중치', '머유 주주', reading('머유', 0.5, ['lookalike'], { length: 3 }), 9.573767],
    ['둘레', '나다머뛟라마바', reading('', 1, ['sound'], { start: 2, end: 4 }), -0.221667],
    ['깨진 말', '머 유', reading('머 유', 0.4, ['gap'], { spaces: 1 }), 4.20656],
  ])('%s: 점수가 문턱을 넘어야 한다', (_why, text, read, score) => {
    expect(accepts(text, read, { threshold: score - 0.0005 })).toBe(true);
    expect(accepts(text, read, { threshold: score + 0.0005 })).toBe(false);
  });

  // By the same sum the score crosses 0 between these two costs.
  test.each<[number, boolean]>([
    [2.09, true],
    [2.1, false],
  ])('문턱을 적지 않으면 0이다: 비용 %f', (cost, expected) => {
    const scan = new ObfuscationScan(lexicon);
    scan.read('머유 주주');
    const read = reading('머유', cost, ['lookalike']);
    expect(isAccepted('머유 주주', spelling('대유'), 0, read, scan, lexicon)).toBe(expected);
  });
});
