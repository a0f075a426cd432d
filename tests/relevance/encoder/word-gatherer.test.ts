import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WordGatherer } from '../../../src/relevance/encoder/word-reader.js';
import { type Words } from '../../../src/relevance/encoder/encoder.js';

describe('글 여럿의 낱말 모으기', () => {
  it('다른 낱말만 순서대로 모으고, 다음 기사에는 남기지 않는다', () => {
    const told = (text: string): Words => {
      const found = [...text.matchAll(/\S+/gu)];
      return {
        count: found.length,
        rows: Int8Array.from(found, ([word]) => word.charCodeAt(0)),
        weights: Float32Array.from(found, ([word]) => word.length),
        starts: Int32Array.from(found, ({ index }) => index),
        ends: Int32Array.from(found, ({ index, 0: word }) => index + word.length),
      };
    };
    const word = fc.constantFrom('a', 'bb', 'b', 'ccc', 'd');
    const text = fc.array(word, { maxLength: 6 }).map((words) => words.join(' '));
    const gatherer = new WordGatherer(1, 4);
    fc.assert(
      fc.property(fc.array(text, { maxLength: 4 }), (texts) => {
        for (const one of texts) gatherer.add(one, told(one));
        const { count, rows, weights } = gatherer.take();
        const different = [...new Set(texts.flatMap((one) => one.match(/\S+/gu) ?? []))].slice(0, 4);
        expect(count).toBe(different.length);
        expect([...rows]).toEqual(different.map((one) => one.charCodeAt(0)));
        expect([...weights]).toEqual(different.map((one) => one.length));
      }),
    );
  });
});
