import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SeenTitles } from '../../src/relevance/index.js';

const TITLES = ['카카오 먹통… 주말 내내', '[속보] 한강에 첫눈', 'KBO 개막전 표 예매'];

it('띄어쓰기, 따옴표, 괄호, 대소문자, 자모 분해가 달라도 같은 제목이다', () => {
  const seen = SeenTitles.of(TITLES);
  for (const title of ['카카오  먹통, “주말 내내”', '속보 한강에 첫눈'.normalize('NFD'), 'kbo 개막전 표예매'])
    expect(seen.has(title)).toBe(true);
  for (const title of ['카카오 먹통', '', '한강에 첫눈']) expect(seen.has(title)).toBe(false);
});

it('쌌다가 열어도 같다', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), (titles) => {
      const seen = SeenTitles.open(SeenTitles.of(titles).pack());
      expect(titles.every((title) => seen.has(title))).toBe(true);
      expect(seen.size).toBeLessThanOrEqual(titles.length);
    }),
  );
  expect(SeenTitles.of([]).has('아무 제목')).toBe(false);
});

it('길이나 순서가 어긋난 것은 열지 않는다', () => {
  expect(() => SeenTitles.open(new Uint8Array(3))).toThrow(RangeError);
  expect(() => SeenTitles.open(new Uint8Array(8))).toThrow(RangeError);
});
