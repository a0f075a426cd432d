import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteReader, ByteWriter } from '../../src/relevance/bytes.js';

describe('바이트로 쓰고 읽기', () => {
  it('쓴 대로 읽는다', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(0xffffff)), fc.array(fc.float({ noNaN: true })), (numbers, floats) => {
        const writer = new ByteWriter();
        for (const number of numbers) writer.uint(number, 3);
        writer.floats(floats);
        writer.block(Uint8Array.of(1, 2));
        const reader = new ByteReader(writer.join());
        expect(numbers.map(() => reader.uint(3))).toEqual(numbers);
        expect([...reader.floats(floats.length)]).toEqual(floats);
        expect([...reader.block()]).toEqual([1, 2]);
        expect(reader.ended).toBe(true);
        expect(() => reader.uint(1)).toThrow(RangeError);
      }),
    );
  });
});
