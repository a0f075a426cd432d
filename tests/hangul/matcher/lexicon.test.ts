import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Fault } from '../../../src/fault.js';
import { openLexicon, packLexicon } from '../../../src/hangul/matcher/lexicon.js';
import { lexicon } from '../lexicon-file.js';

const packed = packLexicon(
  new Map([
    ['사람', 20_000],
    ['사', 30_000],
    ['대우', 400],
    ['머유', 2],
  ]),
  100_000,
);

/** The packed lexicon with one bit turned, but for the count of comments, which is no part of the table. */
function flipped(bit: number): Uint8Array {
  const bytes = packed.slice();
  const at = bit >> 3;
  bytes[at >= 4 && at < 8 ? at + 4 : at]! ^= 1 << (bit & 7);
  return bytes;
}

describe('어휘 파일', () => {
  test('넣은 말의 수를 로그 눈금으로 되돌린다', () => {
    const small = openLexicon(packed);
    expect(small.documents).toBe(100_000);
    for (const [word, count] of [
      ['사람', 20_000],
      ['대우', 400],
    ] as const) {
      expect(Math.abs(Math.log2(small.count(word) / count))).toBeLessThan(0.7);
    }
    expect(small.count('머유')).toBe(0);
    expect(small.count('처음보는말')).toBe(0);
  });

  test('실린 어휘는 흔한 말을 알고 감춘 말을 모른다', () => {
    for (const word of ['사람', '진짜', '대통령', '카카오']) expect(lexicon.count(word)).toBeGreaterThan(50);
    for (const word of ['머유', '댸유', '쓿렋긷', '카캬오']) expect(lexicon.count(word)).toBe(0);
  });

  test('잘리거나 깨진 파일은 코드가 있는 오류다', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 64 }),
          fc.nat(packed.length - 1).map((end) => packed.slice(0, end)),
          fc.nat(packed.length * 8 - 1).map(flipped),
        ),
        (bytes) => {
          expect(() => openLexicon(bytes)).toThrow(Fault);
        },
      ),
    );
  });
});
