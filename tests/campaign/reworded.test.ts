import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CampaignTracker,
  type Ground,
  type Meaning,
  type Post,
  RewordedFinder,
} from '../../src/campaign/index.js';
import { tail } from '../../src/campaign/chance.js';
import { PairReader } from '../../src/campaign/word-pairs.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = Date.parse('2026-03-02T09:00:00+09:00');

const ENDINGS =
  '합니 니다 습니 입니 세요 해요 어요 까요 니까 는데 하는 하나 에서 으로 없이 없다 주세 해주'.split(' ');

/** Says only whether a text speaks of the day's news: everything that these tests call 예산, 국회 and 여야. */
const meaning: Meaning = {
  dimension: 8,
  encode: (text) =>
    Float32Array.from({ length: 8 }, (_, i) => (i === (/예산|국회|여야/u.test(text) ? 0 : 1) ? 1 : 0)),
  pairIdf: (first, second) => (ENDINGS.includes(String.fromCharCode(first, second)) ? 2 : 9),
};
const knowledge = {
  finders: [(past: ConstructorParameters<typeof RewordedFinder>[0]) => new RewordedFinder(past, meaning)],
};
const open = (): CampaignTracker => new CampaignTracker(knowledge);

const NEWS: readonly Ground[] = [0, 1, 2, 3, 4].map((n) => ({
  id: `a${n}`,
  title: `국회 예산 심사 ${n}일째 여야 대치`,
  body: null,
  at: START - HOUR,
}));

/** Who wants a night bus to 솔개마을, each in own words. */
const CROWD = [
  '솔개마을 심야버스 하나만 다니게 해주세요 택시비가 월급의 절반입니다',
  '막차 끊기면 걸어서 한시간 반 솔개마을 사람은 사람도 아닙니까 심야버스 좀',
  '교대근무자 삼천명이 사는 솔개마을에 심야버스가 없다는 게 말이 되나요',
  '시청은 솔개마을 심야버스 약속을 벌써 네번째 미뤘습니다',
  '딸아이가 야간자습 끝나면 솔개마을까지 태우러 가야해요 심야버스 절실합니다',
  '솔개마을 주민 서명 오천장 냈습니다 심야버스 노선 확정하라',
  '다른 동네는 새벽 두시까지 버스 다닙니다 솔개마을만 심야버스 제외라니요',
  '심야버스 시범운행만이라도 부탁합니다 솔개마을 간호사 올림',
];
/** What everyday comments are made of, different ones each time. */
const WORDS =
  '세금 낭비 그만 국회의원 월급부터 줄이고 협상하는 척만 하네 민생은 뒷전이고 표결도 못하면서 누구 탓을 하나 서민들만 힘들다 정신 차려라 내년 선거 보자 토론이 없다 답답하네 심사한다더니 놀고 있네 회의록 공개해라 양보할 줄 알아야지 국민이 우습나 숫자놀음 지겹다'.split(
    ' ',
  );

const post = (id: string, text: string, more: Partial<Post> = {}): Post => ({
  id,
  text,
  article: 'a0',
  author: `w-${id}`,
  at: START,
  ...more,
});
const crowd = (texts = CROWD, name = 'c'): Post[] =>
  texts.map((text, n) => post(`${name}${n}`, text, { article: `a${n % 4}`, at: START + n * 2 * MINUTE }));
const everyday = (): Post[] =>
  Array.from({ length: 60 }, (_, n) =>
    post(
      `e${n}`,
      ['예산', ...[3, 7, 11, 17, 23].map((step) => WORDS[(n * step + step) % WORDS.length]!)].join(' '),
      {
        article: `a${n % 5}`,
        at: START - 50 * MINUTE + n * MINUTE,
      },
    ),
  );

function run(posts: readonly Post[], tracker = open(), grounds: readonly Ground[] = NEWS): CampaignTracker {
  for (const ground of grounds) tracker.article(ground);
  for (const one of [...posts].sort((a, b) => a.at! - b.at!)) tracker.place(one);
  return tracker;
}
const known = (tracker: CampaignTracker): string[][] =>
  tracker
    .campaigns()
    .filter(({ state }) => state === 'known')
    .map(({ members }) => members.map((member) => member.post).sort());

describe('a crowd that writes in own words', () => {
  it('is one campaign, known before its sixth post, with the earlier ones as members', () => {
    const tracker = run(everyday());
    const declared = crowd().map((one) => tracker.place(one).declared);
    expect(declared.filter(Boolean)).toHaveLength(1);
    expect(declared.indexOf(true)).toBeLessThan(5);
    expect(known(tracker)).toEqual([CROWD.map((_, n) => `c${n}`)]);
    expect(tracker.campaigns()[0]).toMatchObject({
      kind: 'reworded',
      shape: { hands: 'crowd', pace: 'burst' },
    });
    const membership = tracker.membership('c7')!;
    expect(membership.by).toBe('words');
    expect(CROWD[7]!.slice(...membership.span!)).toBe(membership.phrase);
  });

  it('is none where the article speaks of it, or the news of these days', () => {
    const own = NEWS.map((ground) => ({ ...ground, body: CROWD.join('\n') }));
    expect(known(run([...everyday(), ...crowd()], open(), own))).toEqual([]);
    const report = { id: 'r', title: '솔개마을 심야버스 첫 운행', body: null, at: START - 2 * HOUR };
    const tracker = run([...everyday(), ...crowd(CROWD.slice(0, 4))], open(), [...NEWS, report]);
    expect(known(tracker)).toEqual([]);
  });

  it('is told from another one at the same time', () => {
    const others = [
      '검은내포구 어선면세유 끊긴 뒤로 배를 못 띄웁니다',
      '어선면세유 없이 무슨 조업을 하나 검은내포구 선주들이 모였습니다',
      '검은내포구 앞바다에서 삼대째입니다 어선면세유 돌려주세요',
      '수협은 검은내포구 어선면세유 배정표부터 내놓으세요',
      '기름값이 잡은 고기값보다 비싸요 검은내포구 어선면세유 문제 알려주세요',
      '어선면세유 비리를 왜 어민이 떠안나 검은내포구 선장 올림',
    ];
    const tracker = run([...everyday(), ...crowd(CROWD, 'c'), ...crowd(others, 'd')]);
    for (const members of known(tracker)) expect(new Set(members.map((id) => id[0])).size).toBe(1);
    expect(known(tracker)).toHaveLength(2);
  });

  it('is the same through a restart at any place', () => {
    const posts = [...everyday().slice(0, 12), ...crowd()];
    const whole = run(posts);
    for (let cut = 0; cut <= posts.length; cut += 5) {
      const before = run(posts.slice(0, cut));
      const after = CampaignTracker.open(before.state(), knowledge);
      for (const one of posts.slice(cut)) after.place(one);
      expect(after.campaigns()).toEqual(whole.campaigns());
      expect(Buffer.compare(after.state(), whole.state())).toBe(0);
    }
  });

  it('has no company in deleted posts', () => {
    const tracker = run([...everyday(), ...crowd(CROWD.slice(0, 2))]);
    tracker.forget(['c0', 'c1']);
    tracker.place(crowd()[2]!);
    expect(tracker.membership('c2')).toBeUndefined();
  });
});

describe('one hand', () => {
  it('is found over days under articles of other subjects, but not under one article', () => {
    const days = (article: (n: number) => string): Post[] =>
      CROWD.slice(0, 5).map((text, n) =>
        post(`h${n}`, text, { author: 'same', article: article(n), at: START + n * 26 * HOUR }),
      );
    const spread = run([...everyday(), ...days((n) => `a${n}`)]);
    expect(spread.campaigns()[0]).toMatchObject({
      counts: { authors: 1 },
      shape: { hands: 'one', pace: 'drip' },
    });
    expect(spread.campaigns()[0]!.members.length).toBeGreaterThanOrEqual(4);
    expect(known(run([...everyday(), ...days(() => 'a0')]))).toEqual([]);
  });
});

describe('chance', () => {
  it('is the tail of a Poisson variable', () => {
    expect(tail(0, 3)).toBe(1);
    expect(tail(1, 0.5)).toBeCloseTo(0.3934693, 7);
    expect(tail(3, 0.5)).toBeCloseTo(0.0143877, 7);
    // e^−0.01 · 0.01^10 / 10! · (1 + 0.01/11 + …)
    expect(tail(10, 0.01) / 2.7309e-27).toBeCloseTo(1, 3);
  });

  it('falls with every neighbour and rises with the mean', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.double({ min: 1e-6, max: 20, noNaN: true }),
        (k, mean) => {
          expect(tail(k + 1, mean)).toBeLessThanOrEqual(tail(k, mean));
          expect(tail(k, mean * 1.5)).toBeGreaterThanOrEqual(tail(k, mean) * (1 - 1e-9));
        },
      ),
    );
  });
});

describe('pairs of syllables', () => {
  const pairs = (text: string): Set<number> => {
    const reader = new PairReader().read(text);
    return new Set(reader.pairs.slice(0, reader.length));
  };
  it.each([
    ['은빛꽈배기', '은삗과배기', 4],
    ['은.빛♥꽈-배기', '은빛꽈배기', 4],
    ['은빛꽈배기에서도', '은빛꽈배기', 4],
    ['은빛 꽈배기', '은빛꽈배기', 3],
    ['은빛꽈배기', '금빛호떡', 0],
  ])('of %s and %s', (one, other, shared) => {
    expect([...pairs(one)].filter((pair) => pairs(other).has(pair))).toHaveLength(shared);
  });
});
