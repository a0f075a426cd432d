import { standardizePronunciation } from 'es-hangul';
import { describe, expect, it } from 'vitest';
import { soundSpellings, spoken } from '../../../src/hangul/letters/sound.js';

describe('soundSpellings', () => {
  it.each([
    ['넘어', '너머', '연음, 제13항'],
    ['앉아', '안자', '겹받침의 연음, 제14항'],
    ['같이', '가치', '구개음화, 제17항'],
    ['굳이', '구지', '구개음화, 제17항'],
    ['닫혀', '다쳐', '구개음화, 제17항'],
    ['국민', '궁민', '비음화, 제18항'],
    ['앞날', '암날', '비음화, 제18항'],
    ['종로', '종노', 'ㄹ의 비음화, 제19항'],
    ['협력', '혐녁', 'ㄹ의 비음화, 제19항'],
    ['논리', '놀리', '유음화, 제20항'],
    ['칼날', '칼랄', '유음화, 제20항'],
    ['학교', '학꾜', '된소리되기, 제23항'],
    ['갈등', '갈뜽', '된소리되기, 제26항'],
    ['좋고', '조코', 'ㅎ, 제12항'],
    ['좋아', '조아', 'ㅎ, 제12항'],
    ['않다', '안타', 'ㅎ, 제12항'],
    ['국화', '구콰', 'ㅎ, 제12항'],
    ['없어', '업서', '겹받침의 연음, 제14항'],
    ['색연필', '생년필', 'ㄴ 첨가, 제29항'],
    ['전화', '저놔', '약한 ㅎ'],
    ['이국', '익욱', '거꾸로 쓴 연음'],
    ['소액주주', '소액쭈주', '된소리되기, 제23항'],
  ])('%s -> %s (%s)', (word, spelling) => {
    expect(soundSpellings(word)).toContain(spelling);
  });

  it.each(['대유', '국민연금', '소액주주', '값없이앉아없애', '독립협력논리학교국민앉아굳이'])(
    '%s: 열둘을 넘지 않고 제 모습은 없다',
    (word) => {
      const spellings = soundSpellings(word);
      expect(spellings.length).toBeLessThanOrEqual(12);
      expect(spellings).not.toContain(word);
      expect(new Set(spellings).size).toBe(spellings.length);
    },
  );

  it('한글이 아닌 글자는 그대로 둔다', () => {
    expect(soundSpellings('KT')).toEqual([]);
    expect(spoken('K국민')).toBe('K궁민');
  });
});

describe('spoken', () => {
  it.each(['국민', '논리', '종로', '같이', '굳이', '칼날', '넘어'])(
    '%s: es-hangul의 표준 발음과 같다',
    (word) => {
      expect(spoken(word)).toBe(standardizePronunciation(word));
    },
  );
});
