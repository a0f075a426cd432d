import { expect, test } from 'vitest';
import { unitOf, unitsOf } from '../../../src/hangul/matcher/units.js';

test('글자마다 단위가 다르고, 영문은 크기를 가리지 않으며, 기호는 단위가 아니다', () => {
  const text = '가힣ㄱㅣabz059';
  const units = unitsOf(text);
  expect(units).toHaveLength(text.length);
  expect(new Set(units).size).toBe(text.length);
  expect(unitsOf('AbZ')).toEqual(unitsOf('aBz'));
  // Syllables in the order of Unicode from 0; digits and letters each in theirs.
  expect(unitsOf('가각힣')).toEqual([0, 1, 11_171]);
  const [zero, nine, a, z] = unitsOf('09az');
  expect([nine! - zero!, z! - a!]).toEqual([9, 25]);
  expect([...'/:@[`{ .㄰ㅤ'].map((sign) => unitOf(sign.charCodeAt(0)))).toEqual(Array(10).fill(-1));
  // A digit is none of the letters, jamo or syllables.
  const others = [...'가힣ㄱㅎㅏㅣabcdefghijklmnopqrstuvwxyz'].map((letter) => unitOf(letter.charCodeAt(0)));
  for (const digit of '0123456789') expect(others).not.toContain(unitOf(digit.charCodeAt(0)));
  expect(Math.min(...unitsOf('0123456789'))).toBeGreaterThan(11_171);
});
