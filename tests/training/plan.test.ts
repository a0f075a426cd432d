import { describe, expect, it } from 'vitest';
import { Fault } from '../../src/fault.js';
import type { ArchiveArticle } from '../../src/training/corpus.js';
import { planTraining, trainEncoder } from '../../src/training/index.js';

/** Articles of a set, one a day, with two comments each. */
function setOf(set: string, count: number): ArchiveArticle[] {
  return Array.from({ length: count }, (_, i) => ({
    id: `${set}-${i}`,
    title: `${set} ${i}번째 소식`,
    body: null,
    date: `2026-${String(1 + Math.floor(i / 28)).padStart(2, '0')}-${String(1 + (i % 28)).padStart(2, '0')}`,
    section: null,
    set,
    comments: ['이번 소식은 정말 반갑네요', '다음 소식도 기다리겠습니다'],
  }));
}

function planned(articles: readonly ArchiveArticle[]): Record<string, [measured: number, staged: number]> {
  const plan = planTraining(articles, 1);
  expect([...plan.measured, ...plan.staged].sort((a, b) => a - b)).toEqual([...articles.keys()]);
  const counts: Record<string, [number, number]> = {};
  for (const [at, numbers] of [plan.measured, plan.staged].entries())
    for (const number of numbers) (counts[articles[number]!.set] ??= [0, 0])[at]!++;
  return counts;
}

describe('학습의 나누기', () => {
  it.each([
    ['모음 하나', [300], [[240, 60]]],
    ['작은 모음 하나', [60], [[48, 12]]],
    [
      '큰 모음 곁의 작은 모음은 통째로 단계가 배운다',
      [300, 60],
      [
        [240, 60],
        [0, 60],
      ],
    ],
    // Taken whole they would leave nothing to the encoder that the stages are fitted beside.
    [
      '작은 모음뿐이면 저마다 나눈다',
      [90, 90, 60],
      [
        [72, 18],
        [72, 18],
        [48, 12],
      ],
    ],
    [
      '작은 모음이 절반을 넘어도 저마다 나눈다',
      [100, 90, 60],
      [
        [80, 20],
        [72, 18],
        [48, 12],
      ],
    ],
  ])('%s', (_, sizes, expected) => {
    const articles = sizes.flatMap((size, i) => setOf(`모음${i}`, size));
    expect(Object.values(planned(articles))).toEqual(expected);
  });

  it('나눌 때 단계는 가장 늦은 기사를 배운다', () => {
    const articles = [...setOf('하나', 50), ...setOf('둘', 50)];
    const { staged } = planTraining(articles, 1);
    expect(staged).toEqual([...Array(10).keys()].flatMap((i) => [40 + i, 90 + i]).sort((a, b) => a - b));
  });
});

it('배울 댓글이 없으면 그렇다고 말한다', () => {
  const mute = setOf('모음', 300).map((article) => ({ ...article, comments: ['ㅋㅋ', 'ㅎㅎ'] }));
  const training = (): unknown => trainEncoder(mute, { seed: 1, steps: 1 });
  expect(training).toThrow(Fault);
  expect(training).toThrow('train/nothing');
});
