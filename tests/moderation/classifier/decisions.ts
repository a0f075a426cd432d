import type { Reason, Result } from '../../../src/judge/index.js';
import { pick, seededRandom } from '../../../src/training/random.js';

/** What a made-up server decided; a whole result, so that evidence can be asked of it too. */
export interface MadeDecision {
  readonly text: string;
  readonly result: Result;
  readonly belongs: boolean;
}

const PARKING = ['주차장', '불법주차', '견인', '주차요금', '주차난'];
const BASEBALL = ['야구장', '홈런', '선발투수', '불펜', '타선'];
const NOISE = ['오늘', '정말로', '사람들', '생각', '문제', '우리', '나라', '시간', '이야기', '그냥'];

export function resultOf(score: number, reasons: readonly Reason[] = [], articleId = 'a'): Result {
  const review = score >= 0.3;
  const verdict = review ? 'off-topic' : 'on-topic';
  const flag = score >= 0.7;
  return {
    commentId: 'c',
    articleId,
    verdict,
    score,
    flag,
    review,
    reasons: [...reasons],
    home: null,
    campaign: null,
  };
}

export interface Leaning {
  readonly count: number;
  readonly seed?: number;
  /** Share of the decisions that are the wrong way round. */
  readonly wrong?: number;
  /** Whether the server cares at all; else it decides by a toss. */
  readonly cares?: boolean;
}

/** Decisions of a server that removes talk of parking and keeps talk of baseball, whatever the judge said. */
export function decisionsOf({ count, seed = 1, wrong = 0, cares = true }: Leaning): MadeDecision[] {
  const random = seededRandom(seed);
  const some = (words: readonly string[], n: number): string[] =>
    Array.from({ length: n }, () => words[pick(random, words.length)]!);
  return Array.from({ length: count }, (_, at) => {
    const parking = random() < 0.5;
    const text = [...some(NOISE, 2), ...some(parking ? PARKING : BASEBALL, 2), ...some(NOISE, 2)].join(' ');
    const belongs = cares ? parking === random() < wrong : random() < 0.5;
    return { text, result: resultOf(0.3 + 0.6 * random(), [], `a${Math.floor(at / 7)}`), belongs };
  });
}
