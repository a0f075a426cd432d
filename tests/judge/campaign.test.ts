import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Article } from '../../src/article/index.js';
import { BY_MODEL, createJudge, decide, evidenceWeight, MemberWeights } from '../../src/judge/index.js';
import type { CampaignMember, Reason } from '../../src/judge/index.js';
import { judgeCampaign, weighOthers } from '../../src/judge/judges/campaign.js';
import { compilePacks } from '../../src/rules/index.js';
import { judge } from './shipped.js';

const TEXT = '세림정공 주주들은 거래정지를 당장 풀라고 외친다';
const member: CampaignMember = {
  id: 'k1',
  name: '세림정공 · 거래정지',
  posts: 35,
  articles: 12,
  others: { count: 20, mean: 1 },
  span: [0, 4],
  phrase: '세림정공',
};

describe('되풀이된 글이라는 근거', () => {
  test('묶음의 번호, 함께 쓴 말의 자리, 사람이 읽을 이유', () => {
    expect(judgeCampaign(TEXT, member, { whole: false })).toEqual({
      kind: 'campaign',
      id: 'k1',
      weight: expect.closeTo((20 / 23) * 6, 9) as number,
      span: [0, 4],
      text: '세림정공',
      title: {
        ko: '서로 다른 기사 12개에 되풀이된 글: “세림정공 · 거래정지” 외 34개',
        en: 'Repeated under 12 articles: “세림정공 · 거래정지” and 34 more',
      },
    });
  });
  test('숨겨 쓴 말은 푼 말과 함께', () => {
    const reason = judgeCampaign('세1림정공 주주', { ...member, span: [0, 5] }, { whole: false });
    expect(reason).toMatchObject({ text: '세1림정공', reads: '세림정공' });
  });
  test('기사 하나에만 있으면 그렇게 말한다', () => {
    const { title } = judgeCampaign(TEXT, { ...member, articles: 1, posts: 3 }, { whole: false });
    expect(title!.ko).toBe('이 기사에 되풀이된 글: “세림정공 · 거래정지” 외 2개');
  });
  test('한 덩어리가 아닌 것에는 자리가 없다', () => {
    expect(judgeCampaign(TEXT, { ...member, span: null }, { whole: false })).not.toHaveProperty('span');
  });

  // Written out: mean × count ÷ (count + half) × coefficient of the side.
  test.each([
    [{ count: 3, mean: 1 }, false, 3],
    [{ count: 3, mean: -1 }, false, -0.4],
    [{ count: 27, mean: 2 }, false, 10.8],
    [{ count: 1, mean: 3 }, true, 2.44],
    [{ count: 1, mean: -3 }, true, -3.96],
  ])('%o, 통째로 %s: %d', (others, whole, weight) => {
    expect(weighOthers(others, whole)).toBeCloseTo(weight, 9);
  });
  test('남들에게 물어보지 않았거나 모델이 없으면 무게가 없다', () => {
    expect(judgeCampaign(TEXT, { ...member, others: null }, { whole: false }).weight).toBe(0);
    expect(judgeCampaign(TEXT, member, null).weight).toBe(0);
  });
  test('남들이 무관할수록 더 무관하고, 남들이 많을수록 더 믿는다', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -5, max: 5, noNaN: true }),
        fc.double({ min: 0, max: 3, noNaN: true }),
        fc.integer({ min: 1, max: 100 }),
        fc.boolean(),
        (mean, more, count, whole) => {
          const weight = weighOthers({ count, mean }, whole);
          expect(weighOthers({ count, mean: mean + more }, whole)).toBeGreaterThanOrEqual(weight);
          expect(Math.abs(weighOthers({ count: count + 1, mean }, whole))).toBeGreaterThanOrEqual(
            Math.abs(weight),
          );
          // A mean next to nothing may weigh nothing.
          if (Math.abs(mean) > 1e-9) expect(Math.sign(weight)).toBe(Math.sign(mean));
          else expect(weight * mean).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
  test('남들이 기사에 맞는다는 것만으로 관련 있다고 하지는 않는다', () => {
    const reasons: Reason[] = [{ kind: 'campaign', id: 'k1', weight: -3 }];
    expect(decide(reasons, BY_MODEL).verdict).toBe('unclear');
    expect(decide([...reasons, { kind: 'relevance', id: 'r', weight: -0.5 }], BY_MODEL).verdict).toBe(
      'on-topic',
    );
  });
});

describe('남들의 무게', () => {
  const weights = (...all: [article: string, text: string, weight: number][]): MemberWeights => {
    const made = new MemberWeights();
    for (const one of all) made.add(...one);
    return made;
  };
  test('글이나 기사가 다른 것만, 같은 짝은 한 번', () => {
    const made = weights(['a', '가', 1], ['a', '가', 9], ['b', '가', 3], ['a', '나', 5]);
    expect(made.others('a', '가')).toEqual({ count: 2, mean: 4 });
    expect(made.others('b', '가')).toEqual({ count: 2, mean: 3 });
    expect(made.others('z', '가')).toEqual({ count: 3, mean: 3 });
  });
  test('한 기사에 같은 글만 되풀이되면 아무것도 말하지 않는다', () => {
    expect(weights(['a', '가', 4], ['a', '가', 4]).others('a', '가')).toBeNull();
    expect(new MemberWeights().others('a', '가')).toBeNull();
  });
  test('마흔여덟까지만 재고, 그 뒤는 원하지 않는다', () => {
    const made = weights(
      ...Array.from({ length: 60 }, (_, i): [string, string, number] => [`a${i}`, '가', i]),
    );
    expect(made.others('z', '가')).toEqual({ count: 48, mean: 23.5 });
    expect(made.wants('z', '가')).toBe(false);
    expect(weights(['a', '가', 1]).wants('a', '가')).toBe(false);
    expect(weights(['a', '가', 1]).wants('a', '나')).toBe(true);
  });
  test('하나였던 둘을 합친다', () => {
    const made = weights(['a', '가', 1], ['b', '가', 3]);
    made.addAll(weights(['b', '가', 7], ['c', '가', 5]));
    expect(made.others('z', '가')).toEqual({ count: 3, mean: 3 });
  });
});

describe('판정에 더하기', () => {
  const article: Article = {
    id: 'a',
    title: '서울 지하철 9호선 출근길 고장… 30분 지연',
    body: null,
  };
  const comment = { id: 'c', articleId: 'a', text: '도담식품 납품 대금을 돌려달라 제발 봐 주세요' };
  const alone = judge.comment(article, comment);
  test('번호가 결과에 남고, 나머지 근거는 그대로다', () => {
    const result = judge.comment(article, comment, [], { campaign: member });
    expect(result.campaign).toBe('k1');
    expect(alone.campaign).toBeNull();
    const others = result.reasons.filter(({ kind }) => kind !== 'campaign');
    expect(others).toEqual(alone.reasons);
    expect(evidenceWeight(result)! - evidenceWeight(alone)!).toBeCloseTo(5.217391, 9);
    expect(result.score).toBeGreaterThan(alone.score);
  });
  test('덤프에서는 그 댓글만', () => {
    const same = { ...comment, id: 'd', text: '출근길에 또 고장이네 지하철 타기 겁난다' };
    const campaigns = new Map([[0, member]]);
    const [first, second] = judge.dump([article], [comment, same], undefined, { campaigns });
    const [, plain] = judge.dump([article], [comment, same]);
    expect(first!.campaign).toBe('k1');
    expect(first!.reasons.some(({ kind, id }) => kind === 'campaign' && id === 'k1')).toBe(true);
    expect(second!.campaign).toBeNull();
    expect(second!.reasons.filter(({ id }) => id !== 'article/share')).toEqual(
      plain!.reasons.filter(({ id }) => id !== 'article/share'),
    );
  });
  test('내용이 없는 글은 묶음에 들어도 판단을 미룬다', () => {
    const laugh = { ...comment, text: 'ㅋㅋㅋㅋㅋ' };
    const result = judge.comment(article, laugh, [], { campaign: member });
    expect(result).toMatchObject({ verdict: 'unclear', campaign: 'k1' });
    expect(result.reasons.some(({ kind }) => kind === 'campaign')).toBe(false);
  });
  test('모델 없이는 번호만 남는다', () => {
    const rules = createJudge({ book: compilePacks([]) });
    const result = rules.comment(article, comment, [], { campaign: member });
    expect(result.campaign).toBe('k1');
    expect(result.score).toBe(rules.comment(article, comment).score);
  });
});
