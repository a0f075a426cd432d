import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dot, ExactDots } from '../../../src/relevance/encoder/vector.js';

describe('벡터 하나를 여럿과 곱하기', () => {
  it('하나씩 곱한 것과 끝자리까지 같다', () => {
    const number = fc.float({ noNaN: true, min: -1, max: 1 });
    const vector = fc
      .array(number, { minLength: 16, maxLength: 16 })
      .map((values) => Float32Array.from(values));
    fc.assert(
      fc.property(fc.array(vector, { maxLength: 19 }), vector, (vectors, one) => {
        const products = new ExactDots(vectors, 16).dots(one);
        vectors.forEach((other, i) => {
          // 0 and -0 are the same here.
          expect(products[i]! + 0).toBe(dot(one, other) + 0);
        });
      }),
    );
  });
});
