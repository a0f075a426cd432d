import { describe, expect, test } from 'vitest';
import { fitOf, sharedWords } from '../../src/judge/fit.js';
import { articleOf, commentOf } from './given.js';

/** The heaviest word carries 0.4, so that a word's strength is its weight times 2.5. */
const outage = articleOf({ words: { 카카오톡: 0.4, 서버: 0.2, 장애: 0.1, 데이터센터: 0.05 } });

describe('댓글과 기사가 함께 쓰는 말', () => {
  test.each<[why: string, words: string[], strengths: Record<string, number>]>([
    ['가장 무거운 말은 1', ['카카오톡'], { 카카오톡: 1 }],
    ['반만 무거우면 0.5', ['서버'], { 서버: 0.5 }],
    ['기사에 없는 말은 없다', ['야구'], {}],
    ['앞부분이 같은 더 짧은 말은 0.7만큼', ['카카오'], { 카카오: 0.7 }],
    ['앞부분이 같은 더 긴 말도 0.7만큼', ['데이터센터장'], { 데이터센터장: 0.7 * 0.125 }],
    ['두 글자는 앞부분으로 치지 않는다', ['서버실'], {}],
    ['장애는 장애인이 아니다', ['장애인'], {}],
    ['앞 세 글자만 같고 뒤가 다르면 아니다', ['카카오맵'], {}],
    ['되풀이해도 한 번', ['서버', '서버'], { 서버: 0.5 }],
    ['센 것부터', ['장애', '서버', '카카오톡'], { 카카오톡: 1, 서버: 0.5, 장애: 0.25 }],
  ])('%s', (_why, words, strengths) => {
    const shared = sharedWords(commentOf(words.map((word) => [word, 1])), outage);
    expect(shared.map(({ stem }) => stem)).toEqual(Object.keys(strengths));
    for (const { stem, strength } of shared) expect(strength).toBeCloseTo(strengths[stem]!, 12);
  });

  test('말의 자리를 그대로 짚는다', () => {
    expect(
      sharedWords(
        commentOf([
          ['어제', 1],
          ['서버', 1],
        ]),
        outage,
      ),
    ).toEqual([{ stem: '서버', start: 3, end: 5, strength: 0.5 }]);
  });

  test('낱말이 없는 기사와는 함께 쓰는 말이 없다', () => {
    expect(sharedWords(commentOf([['서버', 1]]), articleOf())).toEqual([]);
  });

  test('맞는 정도는 세기의 합', () => {
    const words = ['카카오톡', '서버', '장애', '야구'].map((word): [string, number] => [word, 1]);
    expect(fitOf(commentOf(words), outage)).toBeCloseTo(1.75, 12);
    expect(fitOf(commentOf([]), outage)).toBe(0);
  });
});
