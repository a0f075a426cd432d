import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accuracyGateOf, gateLine, wilsonLower } from '../../src/moderation/index.js';

describe('윌슨 구간의 아래 끝', () => {
  // R. G. Newcombe, Statistics in Medicine 17 (1998), 857–872, table I, method 3; the upper ends by symmetry.
  test.each([
    [81, 263, 0.2553],
    [15, 148, 0.0624],
    [0, 20, 0],
    [1, 29, 0.0061],
    [263 - 81, 263, 1 - 0.3662],
    [148 - 15, 148, 1 - 0.1605],
    [20, 20, 1 - 0.1611],
    [28, 29, 1 - 0.1718],
  ])('%i / %i: %f', (right, decided, lower) => {
    expect(wilsonLower(right, decided)).toBeCloseTo(lower, 4);
  });

  test('관측한 비율보다 낮고, 맞을수록 오른다', () => {
    fc.assert(
      fc.property(fc.nat(3000), fc.nat(3000), (right, wrong) => {
        const lower = wilsonLower(right, right + wrong);
        expect(lower).toBeGreaterThanOrEqual(0);
        if (right > 0) expect(lower).toBeLessThan(right / (right + wrong));
        expect(wilsonLower(right + 1, right + wrong + 1)).toBeGreaterThan(lower);
      }),
    );
  });
});

describe('정확도 문', () => {
  const gate = { least: 50, precision: 0.95 };

  test.each([
    ['판정이 없으면 닫혀 있다', 0, 0, gate, false, 73],
    ['다 맞아도 적으면 닫혀 있다', 49, 0, { least: 50, precision: 0.9 }, false, 1],
    ['수와 하한이 차면 열린다', 50, 0, { least: 50, precision: 0.9 }, true, 0],
    ['50건이 다 맞아도 95%라고는 아직 못 한다', 50, 0, gate, false, 23],
    ['73건이면', 73, 0, gate, true, 0],
    ['72건으로는 아직', 72, 0, gate, false, 1],
    ['맞은 비율은 높아도 하한이 낮으면', 46, 4, { least: 50, precision: 0.85 }, false, 14],
    ['100%는 이를 수 없다', 500, 0, { least: 50, precision: 1 }, false, null],
  ])('%s', (_why, right, wrong, needs, open, more) => {
    expect(accuracyGateOf({ right, wrong }, needs)).toMatchObject({
      open,
      decided: right + wrong,
      right,
      needs: { ...needs, more },
    });
  });

  test('말한 만큼 더 맞으면 열리고, 하나 모자라면 닫혀 있다', () => {
    fc.assert(
      fc.property(
        fc.nat(300),
        fc.nat(30),
        fc.integer({ min: 10, max: 400 }),
        fc.double({ min: 0.5, max: 0.99, noNaN: true }),
        (right, wrong, least, precision) => {
          const { more } = accuracyGateOf({ right, wrong }, { least, precision }).needs;
          const opens = (extra: number): boolean =>
            accuracyGateOf({ right: right + extra, wrong }, { least, precision }).open;
          expect(more).not.toBeNull();
          expect(opens(more!)).toBe(true);
          if (more! > 0) expect(opens(more! - 1)).toBe(false);
        },
      ),
    );
  });

  test('말로', () => {
    expect(gateLine(accuracyGateOf({ right: 46, wrong: 4 }, gate))).toEqual({
      ko: '결정 50 / 50건, 92% 맞음, 적어도 81.1% (95% 필요: 앞으로 152건이 모두 맞으면 자동 처리 열림)',
      en: '50 / 50 decisions, 92% right, at least 81.1% (95% needed: opens after 152 more that are all right)',
    });
    expect(gateLine(accuracyGateOf({ right: 0, wrong: 0 }, gate)).ko).toBe('결정 0 / 50건');
    expect(gateLine(accuracyGateOf({ right: 100, wrong: 0 }, gate)).ko).toBe(
      '결정 100 / 50건, 100% 맞음, 적어도 96.3%',
    );
    expect(gateLine(accuracyGateOf({ right: 9, wrong: 1 }, { least: 10, precision: 1 })).en).toMatch(
      /cannot be reached/,
    );
  });
});
