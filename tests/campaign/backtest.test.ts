import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Backtest, type BacktestCounts, type Compared } from '../../src/campaign/backtest.js';
import type { Reason, Result, Verdict } from '../../src/judge/index.js';

const rule = (id: string, weight: number, span: [number, number] = [0, 2]): Reason => ({
  kind: 'rule',
  id,
  weight,
  span,
});
const result = (flag: boolean, reasons: readonly Reason[] = [], review = flag): Result => ({
  commentId: 'c',
  articleId: 'a',
  verdict: review ? 'off-topic' : 'on-topic',
  score: flag ? 0.9 : 0.1,
  flag,
  review,
  reasons: [...reasons],
  home: null,
  campaign: null,
});
const one = (id: string, before: Result, after: Result, label?: Verdict, text = `글 ${id}`): Compared => ({
  article: { id: 'a', title: '제목' },
  comment: { id, text },
  before,
  after,
  label,
});

const own = [rule('tried/words', 2)];
const ROWS: readonly Compared[] = [
  // Newly flagged: right, wrong, unclear, and nobody said.
  one('1', result(false), result(true, own), 'off-topic'),
  one('2', result(false, [rule('other/x', 0.4)]), result(true, own), 'on-topic'),
  one('3', result(false), result(true, [...own, rule('tried/more', 1, [2, 3])]), 'unclear'),
  one('4', result(false), result(true, own)),
  // Flagged anyway, by two packs; in review only; spoken for.
  one('5', result(true, [rule('other/x', 3), rule('third/y', 1)]), result(true, own), 'off-topic'),
  one('6', result(false), result(false, own, true), 'on-topic'),
  one('7', result(false, [rule('other/x', -1)]), result(false, [rule('tried/words', -2)]), 'on-topic'),
  // Found by nothing: flagged, no longer flagged, plain.
  one('8', result(true), result(true), 'off-topic'),
  one('9', result(true), result(false), 'on-topic'),
  one('10', result(false), result(false)),
  // A pack whose name begins with the tried one's is another.
  one('11', result(true, [rule('tried-too/z', 3)]), result(true, [rule('tried-too/z', 3)])),
];

function countsOf(rows: readonly Compared[]): BacktestCounts {
  const tally = new Backtest('tried');
  for (const row of rows) tally.add(row);
  return tally.counts();
}

describe('what a pack changes is counted', () => {
  it('by hand', () => {
    const { examples, mistakes, ...counts } = countsOf(ROWS);
    expect(counts).toEqual({
      comments: 11,
      hits: 7,
      own: 1,
      anyway: 1,
      before: 4,
      after: 7,
      newly: 4,
      dropped: 1,
      reviewed: 5,
      rules: { words: { hits: 7, newly: 4 }, more: { hits: 1, newly: 1 } },
      overlap: { other: { hits: 2, flagged: 1 }, third: { hits: 1, flagged: 1 } },
      labelled: {
        all: { 'off-topic': 3, 'on-topic': 4, unclear: 1 },
        hits: { 'off-topic': 2, 'on-topic': 2, unclear: 1 },
        before: { 'off-topic': 2, 'on-topic': 1, unclear: 0 },
        after: { 'off-topic': 3, 'on-topic': 1, unclear: 1 },
        newly: { 'off-topic': 1, 'on-topic': 1, unclear: 1 },
      },
    });
    expect(examples.map(({ commentId }) => commentId).sort()).toEqual(['1', '2', '3', '4']);
    expect(mistakes.map(({ commentId }) => commentId).sort()).toEqual(['2', '3']);
    expect(examples.find(({ commentId }) => commentId === '3')!.spans).toEqual([
      [0, 2],
      [2, 3],
    ]);
  });

  it('each text is quoted once, cut, with the spans that are left', () => {
    const long = 'ㄱ'.repeat(1500);
    const far = result(true, [rule('tried/words', 1, [0, 2]), rule('tried/words', 1, [1200, 1202])]);
    const { examples } = countsOf([
      one('b', result(false), far, undefined, long),
      one('a', result(false), far, undefined, long),
    ]);
    expect(examples).toHaveLength(1);
    expect(examples[0]).toMatchObject({ commentId: 'a', spans: [[0, 2]] });
    expect(examples[0]!.text).toHaveLength(1000);
  });

  it('in any order and any parts the same', () => {
    const many = Array.from({ length: 400 }, (_, i) => {
      const row = ROWS[i % ROWS.length]!;
      return { ...row, comment: { id: `${i}`, text: `글 ${i % 313}` } };
    });
    const whole = countsOf(many);
    expect(whole.examples).toHaveLength(100);
    fc.assert(
      fc.property(fc.shuffledSubarray(many, { minLength: many.length }), fc.nat(many.length), (rows, cut) => {
        const tally = new Backtest('tried');
        tally.merge(countsOf(rows.slice(cut)));
        for (const row of rows.slice(0, cut)) tally.add(row);
        expect(tally.counts()).toEqual(whole);
      }),
      { numRuns: 20 },
    );
  });
});
