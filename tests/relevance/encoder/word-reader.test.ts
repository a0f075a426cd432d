import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Encoder } from '../../../src/relevance/encoder/encoder.js';
import { WordReader } from '../../../src/relevance/encoder/word-reader.js';
import { eojeols } from '../../../src/hangul/index.js';
import { madeUpTable } from '../made-up-table.js';

const encoder = new Encoder(madeUpTable(10, 16));
const reader = new WordReader(encoder);

/** Text of Korean comments, with what comes between words, and letters that must be normalised first. */
const texts = fc
  .array(fc.constantFrom(...'가나다라ㅋㅋㅠ기사댓글AbZ09 ,.!?…\n“”漢字🙂é가ａ'.split(/(?:)/u)), {
    maxLength: 80,
  })
  .map((letters) => letters.join(''));

describe('글과 낱말을 한 번에 읽기', () => {
  it('글은 낱말 없이 읽은 것과 같다', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { vector, buckets, wordCount } = reader.read(text, 24);
        const alone = encoder.read(text);
        expect(buckets).toEqual(alone.buckets);
        expect(wordCount).toBe(alone.wordCount);
        vector.forEach((value, i) => {
          expect(value).toBeCloseTo(alone.vector[i]!, 4);
        });
      }),
    );
  });

  it('낱말은 따로 읽은 것과 같고, 처음 선 자리에 한 번씩 나온다', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { wordList } = reader.read(text, 24);
        const told = [...new Set(eojeols(text).map(({ text: word }) => word))].slice(0, 24);
        const read = Array.from(wordList.starts, (start, i) => text.slice(start, wordList.ends[i]));
        expect(read).toEqual(told);
        told.forEach((word, i) => {
          const { vector } = encoder.read(word);
          vector.forEach((value, k) => {
            expect(Math.abs(wordList.rows[i * vector.length + k]! - value * 127)).toBeLessThan(0.51);
          });
        });
      }),
    );
  });

  it('무거운 낱말을 제 순서대로 남긴다', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const all = reader.read(text, 24).wordList;
        const some = reader.read(text, 24, 3).wordList;
        const heavy = [...all.weights].sort((a, b) => b - a).slice(0, 3);
        expect([...some.weights].sort((a, b) => b - a)).toEqual(heavy);
        expect([...some.starts]).toEqual([...some.starts].sort((a, b) => a - b));
      }),
    );
  });

  it('같은 글자가 이어지면 둘로 읽고, 다시 나온 조각은 글에서 한 번만 센다', () => {
    expect(encoder.read('ㅋㅋㅋㅋㅋ').buckets).toEqual(encoder.read('ㅋㅋ').buckets);
    expect(encoder.read('기사 기사 기사님').buckets).toEqual(encoder.read('기사 기사님').buckets);
  });
});
