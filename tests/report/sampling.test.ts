import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/training/random.js';
import { ReportCollector } from '../../src/report/gather/collect.js';
import { bandOf, DRAWN_OF_BAND } from '../../src/report/gather/limits.js';
import type { Decision } from '../../src/report/view/data.js';
import { drawOrder, sampleEstimates } from '../../src/report/view/sampling.js';
import { judgedWith } from './given.js';

const SCORES = [0.02, 0.2, 0.4, 0.6, 0.8, 0.95];
const levels = (score: number) => ({ score, flag: score >= 0.7, review: score >= 0.3 });

it.each([
  [0, 0],
  [0.0999, 0],
  [0.1, 1],
  [0.3, 2],
  [0.5, 3],
  [0.7, 4],
  [0.9, 5],
  [1, 5],
])('점수 %d는 구간 %d', (score, band) => {
  expect(bandOf(score)).toBe(band);
});

describe('뽑기', () => {
  it('구간마다 같은 수를, 이유와 더 맞는 기사 없이, 덤프의 순서와 상관없이 뽑는다', () => {
    const judged = Array.from({ length: 600 }, (_, n) =>
      judgedWith(
        { id: `c${n}`, text: `댓글 ${n}` },
        {
          verdict: 'off-topic',
          ...levels(SCORES[n % 6]!),
          reasons: [{ kind: 'rule', id: 'p/r', weight: 3 }],
          home: { articleId: 'h', score: 0.9 },
        },
      ),
    );
    const drawn = (order: readonly number[]) => {
      const collected = new ReportCollector();
      for (const n of order) collected.add(judged[n]!, n);
      return collected.drawn;
    };
    const all = drawn([...judged.keys()]);
    expect(all.map(({ score }) => score)).toEqual(
      SCORES.flatMap((score) => Array<number>(DRAWN_OF_BAND).fill(score)),
    );
    expect(
      all.every(({ reasons, marks, home }) => reasons.length + marks.length === 0 && home === null),
    ).toBe(true);
    expect(drawn([...judged.keys()].reverse())).toEqual(all);
  });

  it('어디서 그만두어도 구간마다 제 몫이 있고, 100개면 어느 구간도 12개보다 적지 않다', () => {
    const drawn = SCORES.flatMap((score) => Array<{ score: number }>(DRAWN_OF_BAND).fill({ score }));
    const order = drawOrder(drawn);
    expect([...order].sort((a, b) => a - b)).toEqual([...drawn.keys()]);
    const counts = (first: number) =>
      SCORES.map(
        (_, band) => order.slice(0, first).filter((index) => bandOf(drawn[index]!.score) === band).length,
      );
    expect(counts(100)).toEqual([30, 20, 12, 12, 13, 13]);
    expect(Math.min(...counts(8))).toBeGreaterThan(0);
  });
});

/** A dump with a share of foreign comments in each band, and what a reader decides of the first drawn. */
function decided(foreign: readonly number[], sizes: readonly number[], of: number, random: () => number) {
  const drawn = SCORES.flatMap((score, band) =>
    Array.from({ length: Math.min(DRAWN_OF_BAND, sizes[band]!) }, (_, n) => ({
      number: band * 1000 + n,
      ...levels(score),
    })),
  );
  const bands = SCORES.map((score, band) => ({
    comments: sizes[band]!,
    review: score >= 0.3 ? sizes[band]! : 0,
    flagged: score >= 0.7 ? sizes[band]! : 0,
  }));
  const decisions = new Map<number, Decision>();
  for (const index of drawOrder(drawn).slice(0, of)) {
    const { number, score } = drawn[index]!;
    decisions.set(number, random() < foreign[bandOf(score)]! ? 'off-topic' : 'on-topic');
  }
  return sampleEstimates(drawn, bands, decisions);
}

describe('추정', () => {
  it('결정이 없으면 아무 말도 하지 않고, 구간마다 하나씩은 있어야 말한다', () => {
    const sizes = [900, 50, 20, 10, 60, 60];
    const none = decided([0, 0, 0, 0, 0, 0], sizes, 0, seededRandom(1));
    expect(none).toEqual({ decided: 0, unclear: 0, precision: null, missed: null, share: null });
    const some = decided([0.01, 0.1, 0.4, 0.6, 1, 1], sizes, 100, seededRandom(1));
    expect(some.share).not.toBeNull();
    expect(some.precision!.value).toBe(1);
    expect(some.precision!.low).toBeLessThan(1);
  });

  it('다 결정하면 아는 것이고 구간은 한 점이다', () => {
    const { share, precision, missed } = decided(
      [0, 0, 0, 1, 1, 1],
      [40, 40, 40, 40, 40, 40],
      240,
      seededRandom(1),
    );
    for (const [estimate, value] of [
      [share, 0.5],
      [precision, 1],
      [missed, 0],
    ] as const)
      expect(estimate).toEqual({ value, low: value, high: value });
  });

  it('한 구간에서 첫 미결정 뒤의 결정은 세지 않는다: 눈에 띈 것만 골라 결정했을 수 있다', () => {
    const drawn = [0, 1, 2].map((number) => ({ number, ...levels(0.95) }));
    const bands = SCORES.map((_, band) =>
      band === 5 ? { comments: 3, review: 3, flagged: 3 } : { comments: 0, review: 0, flagged: 0 },
    );
    const of = (numbers: readonly number[]) =>
      sampleEstimates(drawn, bands, new Map(numbers.map((number) => [number, 'off-topic']))).decided;
    expect([of([1, 2]), of([0, 2]), of([0, 1])]).toEqual([0, 1, 2]);
  });

  it('알 수 없다고 한 것은 어느 쪽으로도 세지 않는다', () => {
    const drawn = [0, 1, 2, 3].map((number) => ({ number, ...levels(0.95) }));
    const bands = SCORES.map((_, band) =>
      band === 5 ? { comments: 4, review: 4, flagged: 4 } : { comments: 0, review: 0, flagged: 0 },
    );
    const decisions = new Map<number, Decision>([
      [0, 'off-topic'],
      [1, 'unclear'],
      [2, 'on-topic'],
      [3, 'unclear'],
    ]);
    const { unclear, precision } = sampleEstimates(drawn, bands, decisions);
    expect([unclear, precision?.value]).toEqual([2, 0.5]);
  });

  it('결정 100개로 구간이 스무 번에 열여덟 번은 참값을 담는다', () => {
    const foreign = [0.015, 0.15, 0.4, 0.6, 0.8, 0.95];
    const sizes = [8000, 900, 300, 150, 150, 500];
    const of = (from: number): number =>
      sizes.slice(from).reduce((sum, n, band) => sum + n * foreign[band + from]!, 0);
    const truth = {
      share: of(0) / 10_000,
      precision: of(4) / 650,
      missed: (of(0) - of(2)) / of(0),
    };
    const random = seededRandom(5);
    const held = { share: 0, precision: 0, missed: 0 };
    for (let run = 0; run < 60; run++) {
      const estimates = decided(foreign, sizes, 100, random);
      for (const name of ['share', 'precision', 'missed'] as const) {
        const { low, high } = estimates[name]!;
        if (low <= truth[name] && truth[name] <= high) held[name]++;
      }
    }
    expect(Math.min(...Object.values(held))).toBeGreaterThanOrEqual(54);
  });
});
