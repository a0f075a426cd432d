import { convertHangulToQwerty, convertQwertyToHangul } from 'es-hangul';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hangulOfKeys, jamoTyped, keysOf } from '../../../src/hangul/letters/keyboard.js';

describe('두벌식 자판', () => {
  it.each([
    ['대유', 'eodb'],
    ['카카오', 'zkzkdh'],
    ['먹통', 'ajrxhd'],
    ['까꿍', 'RkRnd'],
    ['값', 'rkqt'],
    ['화천대유', 'ghkcjseodb'],
    ['상장폐지', 'tkdwkdvPwl'],
    ['대유 1주', 'eodb 1wn'],
  ])('%s = %s', (hangul, keys) => {
    expect(keysOf(hangul)).toBe(keys);
  });

  it.each([
    ['eodb', '대유'],
    ['EODB', '떄유'],
    ['zkzkdh', '카카오'],
    ['kakao', null],
    ['hello', null],
    ['', null],
    ['eodb!', null],
  ])('%s를 한글로 읽으면 %s', (keys, hangul) => {
    expect(hangulOfKeys(keys)).toBe(hangul);
  });

  it('로마자를 한글 자판으로 친다', () => {
    expect(jamoTyped('kakao')).toBe('ㅏ마매');
    expect(jamoTyped('telegram')).toBe('ㅅ딛ㅎㄱ므');
    expect(jamoTyped('1588')).toBe('1588');
  });

  it('모든 음절이 자판을 거쳐 제자리로 온다', () => {
    for (let code = 0xac00; code <= 0xd7a3; code++) {
      const letter = String.fromCharCode(code);
      if (hangulOfKeys(keysOf(letter)) !== letter) expect(hangulOfKeys(keysOf(letter))).toBe(letter);
    }
  });

  it('낱말마다 es-hangul과 같다', () => {
    const syllable = fc.integer({ min: 0xac00, max: 0xd7a3 }).map((code) => String.fromCharCode(code));
    fc.assert(
      fc.property(fc.string({ unit: syllable, minLength: 1, maxLength: 5 }), (word) => {
        expect(keysOf(word)).toBe(convertHangulToQwerty(word));
        expect(jamoTyped(keysOf(word))).toBe(convertQwertyToHangul(keysOf(word)));
      }),
    );
  });
});
