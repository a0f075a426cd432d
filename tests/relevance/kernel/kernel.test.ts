import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileKernel } from '../../../models/make/kernel/compile.js';
import { Kernel } from '../../../src/relevance/kernel/kernel.js';

const BYTES = new URL('../../../src/relevance/kernel/bytes.ts', import.meta.url);
const ROOM = 1 << 20;

const sizes = fc.record({
  rows: fc.integer({ min: 1, max: 9 }),
  columns: fc.integer({ min: 1, max: 4 }).map((n) => 4 * n),
  dimension: fc.integer({ min: 1, max: 7 }).map((n) => 8 * n),
  seed: fc.integer(),
});

/** Numbers from -1 to 1 by a seed. */
function numbers(seed: number): () => number {
  let state = seed | 1;
  return () => {
    state = Math.imul(state, 1_664_525) + 1_013_904_223;
    return (state >> 8) / 2 ** 23;
  };
}

function row(rows: ArrayLike<number>, i: number, dimension: number): number[] {
  return Array.from({ length: dimension }, (_, k) => rows[i * dimension + k]!);
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, x, i) => sum + x * b[i]!, 0);

describe('the kernel', () => {
  it('is what its source compiles to', () => {
    expect(readFileSync(BYTES, 'utf8')).toBe(compileKernel('kernel.ts'));
  }, 30_000);

  it('multiplies rows with rows and back, as plain loops do', () => {
    fc.assert(
      fc.property(sizes, ({ columns: count, dimension, seed }) => {
        const kernel = new Kernel(ROOM);
        const next = numbers(seed);
        const left = kernel.floats(count * dimension).map(next);
        const [a, b] = [kernel.floats(left.length), kernel.floats(left.length)];
        a.set(left);
        b.set(left.map(next));
        const out = kernel.floats(count * count);
        kernel.products(a, b, out, count, count, dimension);
        for (let i = 0; i < count; i++)
          for (let j = 0; j < count; j++)
            expect(out[i * count + j]).toBeCloseTo(dot(row(a, i, dimension), row(b, j, dimension)), 4);
        for (const [steps, pull] of [
          [[count, 1], (i: number, j: number) => out[i * count + j]!],
          [[1, count], (i: number, j: number) => out[j * count + i]!],
        ] as const) {
          const target = kernel.floats(count * dimension).fill(0.5);
          kernel.addProducts(target, out, steps, b, count, dimension);
          for (let i = 0; i < count; i++) {
            for (let k = 0; k < dimension; k++) {
              let sum = 0.5;
              for (let j = 0; j < count; j++) sum += pull(i, j) * b[j * dimension + k]!;
              expect(target[i * dimension + k]).toBeCloseTo(sum, 4);
            }
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  it('adds weighted rows of floats and of bytes', () => {
    fc.assert(
      fc.property(sizes, ({ rows: count, dimension, seed }) => {
        const kernel = new Kernel(ROOM);
        const next = numbers(seed);
        const bytes = kernel.bytes(count * dimension);
        const floats = kernel.floats(count * dimension);
        for (let i = 0; i < bytes.length; i++) floats[i] = bytes[i] = Math.round(next() * 127);
        const weights = kernel.floats(count);
        weights.set(weights.map(next));
        const buckets = kernel.ints(count);
        buckets.set(Int32Array.from(buckets, () => Math.floor(((next() + 1) / 2) * (count - 0.001))));
        const [fromFloats, fromBytes] = [kernel.floats(dimension).fill(9), kernel.floats(dimension).fill(9)];
        kernel.sumRows(fromFloats, floats, weights, buckets, count);
        kernel.sumRows(fromBytes, bytes, weights, buckets, count);
        for (let k = 0; k < dimension; k++) {
          const sum = buckets.reduce(
            (total, bucket) => total + weights[bucket]! * floats[bucket * dimension + k]!,
            0,
          );
          expect(fromFloats[k]).toBeCloseTo(sum, 2);
          expect(fromBytes[k]).toBeCloseTo(sum, 2);
        }
      }),
    );
  });

  it('scans rows of bytes exactly', () => {
    fc.assert(
      fc.property(sizes, ({ rows: count, dimension, seed }) => {
        const kernel = new Kernel(ROOM);
        const next = numbers(seed);
        const query = kernel.shorts(dimension);
        query.set(query.map(() => Math.round(next() * 32_767)));
        const rows = kernel.bytes(count * dimension);
        rows.set(rows.map(() => Math.round(next() * 127)));
        const out = kernel.ints(count);
        kernel.scan(query, rows, out, count);
        out.forEach((found, i) => {
          expect(found).toBe(dot([...query], row(rows, i, dimension)));
        });
      }),
    );
  });

  it('scales whole numbers, rounded once', () => {
    const kernel = new Kernel(ROOM);
    const [from, to] = [kernel.ints(8), kernel.floats(8)];
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 8, maxLength: 8 }), (whole) => {
        from.set(whole);
        kernel.scaleInts(to, from, 1 / 127 ** 2);
        expect([...to]).toEqual([...from].map((number) => Math.fround(number * (1 / 127 ** 2))));
      }),
    );
  });

  it('puts values in deviations, and sums a choice over them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer(), (fours, seed) => {
        const kernel = new Kernel(ROOM);
        const next = numbers(seed);
        const floats = (): Float32Array => {
          const made = kernel.floats(4 * fours);
          made.set(made.map(next));
          return made;
        };
        const [values, centres, scales, rivals, near, close, mask] = [
          floats(),
          floats(),
          floats(),
          floats(),
          floats(),
          floats(),
          floats(),
        ];
        centres[0] = NaN;
        const expected = [...values].map((value, i) => (value - centres[i]!) * scales[i]!);
        const told = expected.slice(1);
        const out = kernel.floats(8);
        kernel.standardise(values, centres, scales, out);
        expect(out[0]).toBeCloseTo(
          told.reduce((sum, value) => sum + value, 0),
          4,
        );
        expect(out[1]).toBeCloseTo(dot(told, told), 4);
        expect(kernel.highest(values, mask)).toBeCloseTo(
          Math.max(...told.map((value, i) => value + mask[i + 1]!)),
          5,
        );
        const utilities = floats().fill(0);
        kernel.addLine(utilities, values, [0.1, 2], [3, 4, 0.5]);
        const lines = told.map((value) => 3 * (value - 0.1) * 2 + 4 * Math.max(0, (value - 0.1) * 2 - 0.5));
        lines.forEach((line, i) => {
          expect(utilities[i + 1]).toBeCloseTo(line, 3);
        });
        utilities.set(expected);
        kernel.sumChoice(utilities, [rivals, near, close], 0.5, out);
        const odds = told.map((value) => Math.exp(value - 0.5));
        const share = odds.map((value, i) => value * rivals[i + 1]!);
        const sums = [
          odds.reduce((sum, value) => sum + value, 0),
          dot(odds, [...near.subarray(1)]),
          dot(odds, [...close.subarray(1)]),
          share.reduce((sum, value) => sum + value, 0),
          dot(
            share,
            told.map((value) => value - 0.5),
          ),
          rivals.subarray(1).reduce((sum, value) => sum + value, 0),
        ];
        sums.forEach((sum, i) => {
          expect(Math.abs(out[i]! - sum)).toBeLessThan(1e-4 * (1 + Math.abs(sum)) * fours);
        });
      }),
    );
  });

  it('takes the step of Adam', () => {
    const kernel = new Kernel(ROOM);
    const moments = {
      values: kernel.floats(16).fill(1),
      firsts: kernel.floats(16),
      seconds: kernel.floats(16),
    };
    const gradients = kernel.floats(8).fill(0.25);
    const touched = kernel.ints(1);
    touched[0] = 1;
    kernel.adam(moments, gradients, [touched, 1], 8, { rate: 0.1 / (1 - 0.9), correction: 1 / (1 - 0.999) });
    // The first step of Adam is the rate, whatever the gradient; row 0 was not touched.
    expect(row(moments.values, 0, 8)).toEqual(Array(8).fill(1));
    for (const value of row(moments.values, 1, 8)) expect(value).toBeCloseTo(0.9, 5);
  });

  it('has no more room than it was made with', () => {
    const kernel = new Kernel(1000);
    expect(() => kernel.floats(1_000_000)).toThrow(RangeError);
  });
});
