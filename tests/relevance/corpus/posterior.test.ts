import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHANNELS, RowBuffer } from '../../../src/relevance/corpus/evidence.js';
import {
  cellInputs,
  Posterior,
  POSTERIOR_WEIGHTS,
  POSTERIORS,
  type PosteriorName,
} from '../../../src/relevance/corpus/posterior.js';

/** No -0: the highest of 0 and -0 is either. */
const number = fc.float({ min: -4, max: 4, noNaN: true }).map((value) => value + 0);
/** Cells of a row, some of them missing. */
const row = (columns: number): fc.Arbitrary<number[]> =>
  fc.array(fc.oneof({ weight: 4, arbitrary: number }, fc.constant(NaN)), {
    minLength: columns,
    maxLength: columns,
  });
const rooms = fc.integer({ min: 1, max: 13 }).chain((columns) =>
  fc.record({
    columns: fc.constant(columns),
    // Every column has a title.
    title: fc.array(number, { minLength: columns, maxLength: columns }),
    others: fc.array(row(columns), { minLength: CHANNELS.length - 1, maxLength: CHANNELS.length - 1 }),
    weights: fc.array(fc.double({ min: -1, max: 2, noNaN: true }), {
      minLength: POSTERIOR_WEIGHTS,
      maxLength: POSTERIOR_WEIGHTS,
    }),
    words: fc.integer({ min: 1, max: 60 }),
    own: fc.nat(columns - 1),
    name: fc.constantFrom(...(Object.keys(POSTERIORS) as PosteriorName[])),
  }),
);

describe('한 줄의 확률', () => {
  it('칸마다 셈한 것과 같고, 없는 칸은 몫이 없다', () => {
    fc.assert(
      fc.property(rooms, ({ columns, title, others, weights, words, own, name }) => {
        const room = new RowBuffer(columns, 2 + CHANNELS.length, 0);
        const deviations = [title, ...others].map((cells) => {
          const array = room.array();
          array.set(cells);
          return array;
        });
        const posterior = new Posterior(room, name, Float64Array.from(weights));
        posterior.read({ deviations }, words);
        const inputs = new Float64Array(POSTERIOR_WEIGHTS);
        const utilities = Array.from({ length: columns }, (_, a) => {
          if (name === 'comments' && Number.isNaN(deviations[2]![a])) return -Infinity;
          cellInputs({ deviations }, a, words, name, inputs);
          return inputs.reduce((sum, input, i) => sum + input * weights[i]!, 0);
        });
        const most = Math.max(...utilities);
        const odds = utilities.map((utility) => (utility > most - 18 ? Math.exp(utility - most) : 0));
        const sum = odds.reduce((all, odd) => all + odd, 0);
        const chances = odds.map((odd) => (sum > 0 ? odd / sum : 0));
        chances.forEach((chance, a) => {
          expect(posterior.probabilities[a]).toBeCloseTo(chance, 4);
        });
        const entropy = chances.reduce((all, one) => all - (one > 1e-5 ? one * Math.log(one) : 0), 0);
        const [log, margin, rank, told] = posterior.shape(own);
        expect(told).toBeCloseTo(entropy, 2);
        expect(Math.exp(log)).toBeCloseTo(Math.max(chances[own]!, 1e-9), 4);
        const best = Math.max(0, ...chances.filter((_, a) => a !== own));
        expect(Math.exp(log - margin)).toBeCloseTo(Math.max(best, 1e-9), 4);
        const mine = posterior.probabilities[own]!;
        const above = posterior.probabilities.subarray(0, columns).filter((chance) => chance > mine).length;
        expect(Math.exp(rank)).toBeCloseTo(1 + above, 9);
      }),
    );
  });

  it('가장 높은 칸은 빠진 칸도 제 칸도 아니다', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }).chain(row), fc.nat(8), (cells, at) => {
        const room = new RowBuffer(cells.length, 1, 0);
        const array = room.array();
        array.set(cells);
        const column = at % cells.length;
        const others = [...array.subarray(0, cells.length)].filter(
          (cell, a) => a !== column && !Number.isNaN(cell),
        );
        expect(room.highestBut(array, column)).toBe(others.length === 0 ? NaN : Math.max(...others));
        expect([...array.subarray(0, cells.length)]).toEqual(cells.map(Math.fround));
      }),
    );
  });
});
