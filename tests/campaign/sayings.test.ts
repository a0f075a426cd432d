import { describe, expect, it } from 'vitest';
import { loadChants } from '../../src/assets/shipped.js';
import { type Campaign, CampaignTracker, type Post } from '../../src/campaign/index.js';

const START = Date.parse('2026-05-11T07:00:00+09:00');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

interface Said {
  readonly texts: readonly string[];
  readonly posts: number;
  readonly articles: number;
  readonly everyMs: number;
  readonly authors?: number;
}

function posted({ texts, posts, articles, everyMs, authors = posts }: Said): Post[] {
  return Array.from({ length: posts }, (_, n) => ({
    id: `p${n}`,
    text: texts[n % texts.length]!,
    article: `a${n % articles}`,
    author: `w${n % authors}`,
    at: START + n * everyMs,
  }));
}

function known(posts: readonly Post[], title = '국회 본회의 오늘 개최'): Campaign[] {
  const tracker = new CampaignTracker({ chants: loadChants() ?? null });
  for (let n = 0; n < 10; n++) tracker.article({ id: `a${n}`, title, body: null, at: START });
  for (const post of posts) tracker.place(post);
  return tracker.campaigns().filter(({ state }) => state !== 'emerging');
}

/** On a server that has seen nothing yet: under the articles on one event, many at a time. */
describe('what many say of themselves is no campaign', () => {
  it.each([
    [
      'condolences',
      [
        '삼가 고인의 명복을 빕니다',
        '고인의 명복을 빕니다',
        '삼가 고인의 명복을 빕니다 좋은 곳에서 편히 쉬세요',
      ],
    ],
    ['laughter', ['ㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋ', 'ㅋㅋㅋ', 'ㅎㅎㅎㅎㅎㅎㅎ', 'ㅠㅠㅠㅠㅠㅠㅠ']],
    ['cheers', ['화이팅', '대한민국 화이팅', '응원합니다 화이팅']],
    ['laments', ['이게 나라냐', '나라가 어떻게 되려고 이러나', '정말 한심하다']],
  ])('%s', (_, texts) => {
    expect(known(posted({ texts, posts: 30, articles: 6, everyMs: 4 * MINUTE }))).toEqual([]);
  });

  it('a proverb that comes up now and then, by somebody else each time', () => {
    const texts = ['사공이 많으면 배가 산으로 간다더니 딱 그 꼴이네'];
    expect(known(posted({ texts, posts: 20, articles: 10, everyMs: 30 * HOUR }))).toEqual([]);
  });

  it('a headline that its readers quote', () => {
    const title = '도심 한복판 싱크홀 또 발생, 시민들 불안 호소';
    const texts = [
      `"${title}" 실화냐`,
      `${title} ㅋㅋㅋ`,
      `${title} <- 이게 무슨 소리`,
      `또 터졌네.. ${title}`,
    ];
    expect(known(posted({ texts, posts: 8, articles: 2, everyMs: 5 * MINUTE }), title)).toEqual([]);
  });
});

describe('what few say of others is one', () => {
  const SLOGAN = '갈매역 광장 노점 강제철거 중단하고 상인들과 대화하라';

  it.each([
    ['a burst by many', { posts: 3, articles: 3, everyMs: MINUTE }, 3],
    ['a drip by two', { posts: 6, articles: 6, everyMs: 20 * HOUR, authors: 2 }, 6],
    ['a flood under one article', { posts: 50, articles: 1, everyMs: 12_000 }, 50],
  ])('%s', (_, said, count) => {
    const [campaign, ...more] = known(posted({ texts: [SLOGAN], ...said }));
    expect(campaign?.counts.posts).toBe(count);
    expect(more).toEqual([]);
  });

  it('a slogan of ten syllables, where it comes at once under several articles', () => {
    const texts = ['월곶교 통행료 폐지하라'];
    expect(known(posted({ texts, posts: 5, articles: 4, everyMs: 10 * MINUTE }))).toHaveLength(1);
    expect(known(posted({ texts, posts: 5, articles: 4, everyMs: 30 * HOUR }))).toEqual([]);
  });

  it('written in as many ways as there are accounts', () => {
    const texts = [
      SLOGAN,
      '갈.매.역 광장 노점 강제철꺼 중단하고 상인들과 대화하라',
      '갈매역 꽝장 노점 강제철거 중단하고 상인들꽈 대화하롸',
      'ㄱㅏㄹ매역 광장 노점 강제철거 즁단하고 쌍인들과 대화하라!!',
      '갈매역1광장2노점3강제철거4중단하고5상인들과6대화하라',
      'galmae역 광장 노점 강제철거 중단하고 상인들과 머화하라',
      '갈매역\u200b 광장 노\u200b점 강제철거 중단하고 상인들과 대화하라',
      '갈매역 광장 노점 강제철거 중단하고 상인들과 대화하라'.normalize('NFD'),
    ];
    const tracker = new CampaignTracker();
    const declared = posted({ texts, posts: 50, articles: 5, everyMs: 12_000 }).map(
      (post) => tracker.place(post).declared,
    );
    expect(declared.indexOf(true)).toBeLessThanOrEqual(4);
    expect(declared.filter(Boolean)).toHaveLength(1);
    expect(tracker.campaigns()).toMatchObject([{ kind: 'obfuscated', counts: { posts: 50 } }]);
  });

  it('without authors and times', () => {
    const texts = [
      '저는 한결아파트 시공 하자로 고통받는 입주민입니다. 비만 오면 지하주차장에 물이 차는데 은하건설은 책임이 없다고만 합니다. 구청은 준공 승인을 취소해 주십시오',
    ];
    const posts = posted({ texts, posts: 4, articles: 4, everyMs: 0 }).map((post) => ({
      ...post,
      author: null,
      at: null,
    }));
    expect(known(posts)).toMatchObject([
      { first: null, declared: null, hourly: 0, shape: { hands: 'unknown', pace: 'unknown' } },
    ]);
  });
});

describe('decisions', () => {
  const texts = ['갈매역 광장 노점 강제철거 중단하고 상인들과 대화하라'];
  const posts = posted({ texts, posts: 12, articles: 4, everyMs: MINUTE });
  const decided = (decision: 'ordinary' | 'not-campaign' | 'remove', taken: boolean): CampaignTracker => {
    const tracker = new CampaignTracker();
    for (const post of posts.slice(0, 6)) tracker.place(post);
    const { id } = tracker.campaigns()[0]!;
    tracker.decide(id, decision);
    if (taken) tracker.decide(id, null);
    for (const post of posts.slice(6)) tracker.place(post);
    return tracker;
  };

  it.each([
    ['remove', false, 12],
    ['ordinary', false, 6],
    ['not-campaign', false, 6],
    ['ordinary', true, 12],
    ['not-campaign', true, 12],
  ] as const)('after %s (taken back: %s) the campaign has %i posts', (decision, taken, count) => {
    const [campaign, ...more] = decided(decision, taken).campaigns();
    expect(campaign).toMatchObject({ counts: { posts: count }, decision: taken ? null : decision });
    expect(more).toEqual([]);
  });

  it('a split and a merge keep their history', () => {
    const tracker = new CampaignTracker();
    for (const post of posts) tracker.place(post);
    const { id } = tracker.campaigns()[0]!;
    const own = tracker.split(id, ['p1', 'p3']);
    expect(tracker.campaign(own)).toMatchObject({ splitFrom: id, state: 'known', counts: { posts: 2 } });
    expect(tracker.campaign(id)?.counts.posts).toBe(10);
    expect(tracker.merge([id, own])).toBe(id);
    expect(tracker.campaign(id)).toMatchObject({ merged: [own], counts: { posts: 12 } });
    // An id that was merged still leads to the campaign.
    expect(tracker.campaign(own)?.id).toBe(id);
  });
});
