import { getChoseong } from 'es-hangul';
import { describe, expect, it } from 'vitest';
import { choseongOf, isCommonChoseong } from '../../../src/hangul/letters/choseong.js';

describe('choseongOf', () => {
  it.each(['대유', '카카오', '먹통', '소액주주', '까치', '데이터센터'])('%s: es-hangul과 같다', (word) => {
    expect(choseongOf(word)).toBe(getChoseong(word));
  });

  it('음절이 아닌 것은 그대로 둔다', () => {
    expect(choseongOf('KT화재')).toBe('KTㅎㅈ');
  });
});

describe('isCommonChoseong', () => {
  it.each(['ㅋㅋ', 'ㅎㅎ', 'ㅇㅇ', 'ㄴㄴ', 'ㄱㄱ', 'ㅅㅂ', 'ㅇㅈ', 'ㅋㅋㅋㅋㅋ', 'ㄷ', ''])(
    '%s: 흔해서 낱말로 읽지 않는다',
    (run) => {
      expect(isCommonChoseong(run)).toBe(true);
    },
  );

  it.each(['ㄷㅇ', 'ㅋㅋㅇ', 'ㅁㅌ', 'ㅅㅇㅈㅈ'])('%s: 낱말일 수 있다', (run) => {
    expect(isCommonChoseong(run)).toBe(false);
  });
});
