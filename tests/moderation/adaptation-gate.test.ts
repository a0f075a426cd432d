import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adaptationGateOf, type HeldOut, type ScoredTwice } from '../../src/moderation/index.js';

const AT = 0.3;
const NOTHING: HeldOut = { own: [], foreign: [] };
const scored = (shipped: readonly number[], adapted: readonly number[]): ScoredTwice[] =>
  shipped.map((score, i) => ({ shipped: score, adapted: adapted[i]! }));

describe('배운 모델의 관문', () => {
  it('넓이와 그 차이의 오차를 델롱의 식대로 낸다', () => {
    // Of 3 × 2 pairs the shipped model ranks 4 right, the adapted one 5.5.
    const { figures } = adaptationGateOf(
      {
        foreign: scored([0.9, 0.2, 0.5], [0.9, 0.4, 0.5]),
        own: scored([0.1, 0.6], [0.1, 0.4]),
      },
      NOTHING,
      AT,
    );
    expect(figures.planted).toMatchObject({ foreign: 3, own: 2 });
    expect(figures.planted.shipped).toBeCloseTo(4 / 6, 12);
    expect(figures.planted.adapted).toBeCloseTo(5.5 / 6, 12);
    // Differences by foreign comment 0, 1/4, 1/2: variance 1/16. By own comment 0, 1/2: variance 1/8.
    expect(figures.planted.error).toBeCloseTo(Math.sqrt(1 / 16 / 3 + 1 / 8 / 2), 12);
    expect(figures.ownSuspected).toEqual({ shipped: 1, adapted: 1 });
    expect(figures.foreignSuspected).toEqual({ shipped: 2, adapted: 3 });
    expect(figures.decided).toBeNull();
  });

  /** 200 comments a side; the adapted model moves the first `moved` foreign ones to another score. */
  const moved = (count: number, to: number): HeldOut => ({
    own: scored(
      Array.from({ length: 200 }, (_, i) => i / 1000),
      Array.from({ length: 200 }, (_, i) => i / 1000),
    ),
    foreign: scored(
      Array.from({ length: 200 }, () => 0.15),
      Array.from({ length: 200 }, (_, i) => (i < count ? to : 0.15)),
    ),
  });

  it.each([
    ['그대로', 0, 0, true],
    ['나아짐', 20, 0.9, true],
    // One comment of 200 loses .75 · 1/200 = .4 points: within its own error of .4.
    ['하나가 뒤로', 1, 0, true],
    // Five lose 1.9 points, with an error of .8.
    ['다섯이 뒤로', 5, 0, false],
    ['여든이 뒤로', 80, 0, false],
  ])('%s: 열림 %s', (_what, count, to, open) => {
    expect(adaptationGateOf(moved(count, to), NOTHING, 0.95).open).toBe(open);
  });

  it('잡음이 커도 1점 넘게 나빠지면 닫힌다', () => {
    // Eight comments: half of the order turns at random, so that the error is far above the loss.
    const held: HeldOut = {
      own: scored([0.1, 0.2, 0.3, 0.4], [0.5, 0.1, 0.45, 0.2]),
      foreign: scored([0.15, 0.25, 0.35, 0.45], [0.4, 0.1, 0.5, 0.15]),
    };
    const { open, figures } = adaptationGateOf(held, NOTHING, 0.99);
    expect(figures.planted.adapted).toBeLessThan(figures.planted.shipped - 0.01);
    expect(figures.planted.error).toBeGreaterThan(figures.planted.shipped - figures.planted.adapted);
    expect(open).toBe(false);
  });

  it.each([
    [0, 0, true],
    [2, 0, true],
    [3, 0, false],
    [5, 3, true],
    [9, 9, true],
    [20, 14, true],
    [20, 8, false],
  ])('제 기사 200개 가운데 새로 의심 %i개, 풀린 것 %i개: 열림 %s', (more, fewer, open) => {
    const own = Array.from({ length: 200 }, (_, i): ScoredTwice => {
      if (i < more) return { shipped: 0.1, adapted: 0.4 };
      return i < more + fewer ? { shipped: 0.4, adapted: 0.1 } : { shipped: 0.1, adapted: 0.1 };
    });
    const foreign = scored(Array<number>(200).fill(0.9), Array<number>(200).fill(0.95));
    expect(adaptationGateOf({ own, foreign }, NOTHING, AT).open).toBe(open);
  });

  it('결정은 양쪽에 넉넉할 때만 센다', () => {
    const fine = moved(20, 0.9);
    const decided = (own: number, foreign: number): HeldOut => ({
      own: scored(Array<number>(own).fill(0.5), Array<number>(own).fill(0.9)),
      foreign: scored(Array<number>(foreign).fill(0.9), Array<number>(foreign).fill(0.5)),
    });
    expect(adaptationGateOf(fine, decided(100, 14), 0.95).figures.decided).toBeNull();
    expect(adaptationGateOf(fine, decided(24, 25), 0.95).figures.decided).toBeNull();
    const bad = adaptationGateOf(fine, decided(25, 25), 0.95);
    expect(bad.figures.decided).toEqual({ own: 25, foreign: 25, shipped: 1, adapted: 0, error: 0 });
    expect(bad.open).toBe(false);
  });

  it('두 모델이 같게 매기면 언제나 열리고 차이는 없다', () => {
    const scores = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(scores, scores, (own, foreign) => {
        const { open, figures } = adaptationGateOf(
          { own: scored(own, own), foreign: scored(foreign, foreign) },
          NOTHING,
          AT,
        );
        expect(open).toBe(true);
        expect(figures.planted.error).toBe(0);
        expect(figures.planted.adapted).toBe(figures.planted.shipped);
      }),
    );
  });
});
