import Hangul from 'hangul-js';
import { describe, expect, test } from 'vitest';
import {
  CODAS,
  FIRST_SYLLABLE,
  LAST_SYLLABLE,
  ONSETS,
  SYLLABLE_COUNT,
  VOWELS,
  codaOf,
  composeSyllable,
  isHangulSyllable,
  onsetOf,
  vowelOf,
} from '../../../src/hangul/letters/syllables.js';

/** Keystrokes of a jamo: hangul-js takes ㅘ and ㄳ apart. */
const strokes = (jamo: string): string => Hangul.disassemble(jamo).join('');

describe('음절 산술', () => {
  test('음절 11,172자 모두에서 hangul-js와 같다', () => {
    for (let syllable = 0; syllable < SYLLABLE_COUNT; syllable++) {
      const letter = String.fromCharCode(FIRST_SYLLABLE + syllable);
      const coda = codaOf(syllable);
      const parts = [
        ONSETS[onsetOf(syllable)]!,
        VOWELS[vowelOf(syllable)]!,
        coda === 0 ? '' : CODAS[coda - 1]!,
      ];
      const ours = parts.map((part) => (part === '' ? '' : strokes(part))).join('');
      if (ours !== strokes(letter)) expect.fail(`${letter}: ${ours} is not ${strokes(letter)}`);
      if (Hangul.assemble([...ours]) !== letter) expect.fail(`${letter} does not come back from ${ours}`);
      expect(composeSyllable(onsetOf(syllable), vowelOf(syllable), coda)).toBe(syllable);
    }
  });

  test('가와 힣이 양 끝이다', () => {
    expect(isHangulSyllable('가'.charCodeAt(0))).toBe(true);
    expect(isHangulSyllable('힣'.charCodeAt(0))).toBe(true);
    expect(isHangulSyllable(FIRST_SYLLABLE - 1)).toBe(false);
    expect(isHangulSyllable(LAST_SYLLABLE + 1)).toBe(false);
  });
});
