import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Arena } from '../../../src/relevance/encoder/arena.js';

describe('작은 배열 나눠 주기', () => {
  it('베낀 것은 저마다 제 자리에 있어 다음 것에 덮이지 않는다', () => {
    const part = fc.record({
      kind: fc.constantFrom('floats', 'ints', 'bytes'),
      values: fc.array(fc.integer({ min: -128, max: 127 }), { maxLength: 3000 }),
      from: fc.nat(20),
    });
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const slab = new Arena();
        const copies = parts.map(({ kind, values, from }) => {
          const start = Math.min(from, values.length);
          if (kind === 'floats') return slab.copyFloats(Float32Array.from(values), start, values.length);
          if (kind === 'ints') return slab.copyInts(Int32Array.from(values), start, values.length);
          return slab.copyBytes(Int8Array.from(values), start, values.length);
        });
        parts.forEach(({ values, from }, i) => {
          expect([...copies[i]!]).toEqual(values.slice(from));
        });
      }),
    );
  });

  it('새 자리는 모두 0이고 베낀 것을 덮지 않는다', () => {
    const slab = new Arena();
    const copy = slab.copyInts(Int32Array.of(1, 2, 3), 0, 3);
    const fresh = slab.newFloats(3000);
    expect(fresh.every((value) => value === 0)).toBe(true);
    fresh.fill(7);
    expect([...copy]).toEqual([1, 2, 3]);
    expect([...slab.newFloats(2)]).toEqual([0, 0]);
  });
});
