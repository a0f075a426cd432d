import { describe, expect, test } from 'vitest';
import { type Part, shareOf } from '../../src/judge/shares.js';
import { articleOf, relevanceOf } from './given.js';

describe('모델 곁에서 근거를 얼마나 치는가', () => {
  test.each<[part: Part, title: number, body: number]>([
    ['relevance', 1, 0.6],
    ['words', 0, 0.9],
    ['foreign', 0.1, 2.1],
    ['otherTopic', 0, 1.45],
    ['ownTopic', 0, 1.2],
  ])('%s: 제목뿐이면 %d, 본문이 있으면 %d, 모델이 없으면 1', (part, title, body) => {
    const model = { relevance: relevanceOf() };
    expect(shareOf(part, articleOf({ body: null }), model)).toBe(title);
    expect(shareOf(part, articleOf({ body: '본문' }), model)).toBe(body);
    expect(shareOf(part, articleOf({ body: '' }), model)).toBe(body);
    expect(shareOf(part, articleOf({ body: null }), { relevance: null })).toBe(1);
    expect(shareOf(part, articleOf({ body: '본문' }), { relevance: null })).toBe(1);
  });
});
