import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Campaign, CampaignTracker, type Ground, type Post } from '../../src/campaign/index.js';
import { ScratchMap } from '../../src/campaign/scratch-map.js';
import { ShingleTable } from '../../src/campaign/shingle-table.js';
import { PostLog } from '../../src/campaign/post-log.js';

const START = Date.parse('2026-04-06T08:00:00+09:00');
const MINUTE = 60_000;

/** Four campaigns that share no word, and what others write meanwhile. */
const SLOGANS = [
  '하람천 준설 공사 중단하고 수달 서식지 보전 대책 내놓아라',
  '보람카드 연회비 인상 철회하고 소멸된 마일리지 돌려줘라 소비자 우롱하지 마라',
  '검색창에 다온투자 치면 오늘 급등할 종목 세 개 무료로 보내드립니다',
  '청솔고 급식실 조리원 폐암 산재 인정하고 환기시설 교체하라',
];
const ASIDES = [
  '오늘 날씨가 참 좋네요',
  '이 기사 제목이 이상한데요',
  '저는 조금 다르게 생각합니다만',
  '다음 주에는 비가 온다던데',
  '그 선수는 작년에도 잘했죠',
  '버스가 늦게 와서 지각했습니다',
  '물가가 또 오른다니 걱정이네',
];
const ARTICLES: Ground[] = Array.from({ length: 6 }, (_, n) => ({
  id: `a${n}`,
  title: [
    '반도체 수출 석 달째 증가',
    '새 감독 선임 발표',
    '장마 전선 북상',
    '미술관 재개관',
    '환율 보합 마감',
    '공항 노선 확대',
  ][n]!,
  body: null,
  at: START,
}));

const events = fc.array(
  fc.record({
    slogan: fc.integer({ min: -1, max: SLOGANS.length - 1 }),
    aside: fc.nat(ASIDES.length - 1),
    tail: fc.constantFrom('', '!', ' ㅠㅠ', '~~', ' 제발'),
    article: fc.nat(ARTICLES.length - 1),
    author: fc.option(fc.nat(30), { nil: null }),
  }),
  { minLength: 1, maxLength: 40 },
);
type Event = ReturnType<typeof toPost>;
const toPost = (
  {
    slogan,
    aside,
    tail,
    article,
    author,
  }: { slogan: number; aside: number; tail: string; article: number; author: number | null },
  n: number,
): Post & { slogan: number } => ({
  id: `p${n}`,
  slogan,
  text: (slogan < 0 ? ASIDES[aside]! : SLOGANS[slogan]!) + tail,
  article: ARTICLES[article]!.id,
  author: author === null ? null : `w${author}`,
  at: START + n * MINUTE,
});

function tracked(posts: readonly Post[]): CampaignTracker {
  const tracker = new CampaignTracker();
  for (const article of ARTICLES) tracker.article(article);
  for (const post of posts) tracker.place(post);
  return tracker;
}
const known = (tracker: CampaignTracker): Campaign[] =>
  tracker.campaigns().filter(({ state }) => state !== 'emerging');
const sets = (campaigns: readonly Campaign[]): string[] =>
  campaigns
    .map(({ members }) =>
      members
        .map(({ post }) => post)
        .sort()
        .join(' '),
    )
    .sort();

describe('campaigns, whatever comes', () => {
  it('are the posts of each slogan, no more and no fewer', () => {
    fc.assert(
      fc.property(events, (all) => {
        const posts = all.map(toPost);
        const expected = SLOGANS.map((_, slogan) => posts.filter((post) => post.slogan === slogan))
          .filter((members) => members.length >= 3)
          .map((members) =>
            members
              .map(({ id }) => id)
              .sort()
              .join(' '),
          )
          .sort();
        expect(sets(known(tracked(posts)))).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it('do not depend on the order of the posts', () => {
    fc.assert(
      fc.property(events, fc.infiniteStream(fc.nat()), (all, keys) => {
        const posts = all.map(toPost);
        const order = posts
          .map((post) => ({ post, key: keys.next().value as number }))
          .sort((a, b) => a.key - b.key);
        expect(sets(known(tracked(order.map(({ post }) => post))))).toEqual(sets(known(tracked(posts))));
      }),
      { numRuns: 60 },
    );
  });

  it('survive a restart anywhere, byte for byte', () => {
    fc.assert(
      fc.property(events, fc.nat(40), fc.nat(40), (all, cut, decided) => {
        const posts = all.map(toPost);
        const run = (restart: boolean): { bytes: Uint8Array; campaigns: Campaign[] } => {
          let tracker = tracked([]);
          posts.forEach((post, n) => {
            tracker.place(post);
            if (n === decided % posts.length)
              tracker.campaigns().forEach(({ id }, i) => {
                tracker.decide(id, i % 2 === 0 ? 'remove' : 'ordinary');
              });
            if (restart && n === cut % posts.length) tracker = CampaignTracker.open(tracker.state());
          });
          return { bytes: tracker.state(), campaigns: tracker.campaigns() };
        };
        const [straight, restarted] = [run(false), run(true)];
        expect(restarted.campaigns).toEqual(straight.campaigns);
        expect(Buffer.compare(restarted.bytes, straight.bytes)).toBe(0);
      }),
      { numRuns: 40 },
    );
  });

  it('count deleted posts as if they had never been', () => {
    fc.assert(
      fc.property(events, fc.array(fc.nat(39)), (all, gone) => {
        const posts: Event[] = all.map(toPost);
        const out = new Set(gone.map((n) => `p${n}`));
        const tracker = tracked(posts);
        tracker.forget([...out]);
        for (const { members, counts } of tracker.campaigns()) {
          const left = posts.filter(({ id }) => members.some(({ post }) => post === id));
          expect(members.some(({ post }) => out.has(post))).toBe(false);
          const named = left.filter(({ author }) => author !== null);
          expect(counts).toMatchObject({
            posts: left.length,
            authors: new Set(named.map(({ author }) => author)).size + left.length - named.length,
            articles: new Set(left.map(({ article }) => article)).size,
          });
          expect(members.every(({ link }) => link === null || !out.has(link))).toBe(true);
        }
        for (const id of out) expect(tracker.membership(id)).toBeUndefined();
        const state = Buffer.from(tracker.state()).toString('latin1');
        for (const id of out)
          if (posts.some((post) => post.id === id)) expect(state.includes(`"${id}"`)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });
});

describe('what the tracker is made of', () => {
  it('a scratch map is a map, for one round after the other', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.integer(), { maxLength: 300 }), { maxLength: 4 }), (rounds) => {
        const scratch = new ScratchMap();
        for (const keys of rounds) {
          scratch.clear(keys.length);
          const map = new Map<number, number>();
          for (const key of keys) {
            const place = map.get(key) ?? map.size;
            expect(scratch.put(key)).toBe(place);
            map.set(key, place);
          }
          expect(scratch.size).toBe(map.size);
          for (const key of [...keys, 7, -7]) expect(scratch.get(key)).toBe(map.get(key) ?? -1);
        }
      }),
    );
  });

  it('the table of shingles counts posts and knows the last two', () => {
    const shingle = fc.integer({ min: 1, max: 40 }).map((n) => (n * 0x9e3779b1) >>> 0 || 1);
    fc.assert(
      fc.property(fc.array(fc.uniqueArray(shingle, { maxLength: 12 }), { maxLength: 60 }), (posts) => {
        const table = new ShingleTable();
        const seen = new Map<number, number[]>();
        posts.forEach((shingles, post) => {
          for (const hash of [...shingles, ...shingles]) table.add(hash, post);
          for (const hash of shingles) seen.set(hash, [...(seen.get(hash) ?? []), post]);
        });
        for (const [hash, of] of seen) {
          const slot = table.find(hash);
          expect(table.count(slot)).toBe(of.length);
          expect([table.post(slot, 0), table.post(slot, 1)]).toEqual([of.at(-1), of.at(-2) ?? -1]);
        }
        expect(table.find(0xdeadbeef)).toBe(-1);
        table.age(posts.length);
        for (const [hash, of] of seen) {
          const slot = table.find(hash);
          expect(slot < 0 ? 0 : table.count(slot)).toBe(of.length >> 1);
        }
      }),
    );
  });

  it('the log keeps the newest posts and their texts', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ maxLength: 20 }), { maxLength: 3000 }),
        fc.integer({ min: 1, max: 1500 }),
        (texts, window) => {
          const log = new PostLog(window);
          texts.forEach((text, n) => log.push(`p${n}`, n, n % 7, n % 3 === 0 ? null : n, -1, text));
          for (let n = 0; n < texts.length; n++) {
            expect(log.has(n)).toBe(n >= texts.length - window);
            if (log.has(n))
              expect([log.id(n), log.text(n), log.at(n), log.author(n)]).toEqual([
                `p${n}`,
                texts[n],
                n % 3 === 0 ? null : n,
                n,
              ]);
          }
        },
      ),
      { numRuns: 30 },
    );
  });
});
