import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Campaign,
  CAMPAIGN_DECISIONS,
  type CampaignDecision,
  CampaignTracker,
  type Post,
} from '../../src/campaign/index.js';

const MINUTE = 60_000;
const SLOGANS = [
  '하람천 준설 공사 중단하고 수달 서식지 보전 대책 내놓아라',
  '보람카드 연회비 인상 철회하고 소멸된 마일리지 돌려줘라 소비자 우롱하지 마라',
  '검색창에 다온투자 치면 오늘 급등할 종목 세 개 무료로 보내드립니다',
];
const DECISIONS: readonly (CampaignDecision | null)[] = [null, ...CAMPAIGN_DECISIONS];

const postsOf = (slogans: readonly number[]): Post[] =>
  slogans.map((slogan, n) => ({
    id: `p${n}`,
    text: `${SLOGANS[slogan]!}${'!'.repeat(n % 3)}`,
    article: `a${n % 4}`,
    author: `w${n}`,
    at: n * MINUTE,
  }));

function tracked(posts: readonly Post[]): CampaignTracker {
  const tracker = new CampaignTracker();
  for (const post of posts) tracker.place(post);
  return tracker;
}
const byId = (tracker: CampaignTracker): Campaign[] =>
  tracker.campaigns().sort((a, b) => (a.id < b.id ? -1 : 1));
const idOf = (tracker: CampaignTracker, post: string): string => tracker.membership(post)!.campaign;

describe('unmerge', () => {
  it('takes merges apart in any state, as if they had not been; a packed tracker too', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(2), { minLength: 9, maxLength: 24 }),
        fc.array(fc.constantFrom(...DECISIONS), { minLength: 3, maxLength: 3 }),
        fc.boolean(),
        (slogans, decisions, packed) => {
          let tracker = tracked(postsOf(slogans));
          byId(tracker).forEach(({ id }, i) => {
            tracker.decide(id, decisions[i]!);
          });
          const before = byId(tracker);
          const ids = before.map(({ id }) => id);
          const merged = ids.slice(1).map((id) => {
            expect(tracker.merge([ids[0]!, id])).toBe(ids[0]);
            return id;
          });
          if (ids.length > 1) expect(byId(tracker)).toHaveLength(1);
          if (packed) tracker = CampaignTracker.open(tracker.state());
          for (const id of merged.reverse()) expect(tracker.unmerge(ids[0]!, id)).toBe(id);
          expect(byId(tracker)).toEqual(before);
          // What comes later is placed as if nothing had happened.
          const later = { ...postsOf([...slogans, 0]).at(-1)!, id: 'later' };
          const other = tracked(postsOf(slogans));
          before.forEach(({ id, decision }) => {
            other.decide(id, decision);
          });
          expect(tracker.place(later)).toEqual(other.place(later));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('what was linked to a part since goes with it, a decision since stays with both', () => {
    const posts = postsOf([0, 0, 0, 0, 1, 1, 1, 1, 0, 1, 1]);
    const tracker = tracked(posts.slice(0, 8));
    const [one, other] = [idOf(tracker, 'p0'), idOf(tracker, 'p4')];
    tracker.merge([one, other]);
    for (const post of posts.slice(8)) expect(tracker.place(post).campaign).toBe(one);
    expect(tracker.campaign(other)?.id).toBe(one);
    tracker.decide(one, 'remove');
    tracker.forget(['p4']);
    expect(tracker.unmerge(one, other)).toBe(other);
    const members = (id: string): string[] => tracker.campaign(id)!.members.map(({ post }) => post);
    expect(members(one)).toEqual(['p0', 'p1', 'p2', 'p3', 'p8']);
    expect(members(other)).toEqual(['p5', 'p6', 'p7', 'p9', 'p10']);
    for (const id of [one, other])
      expect(tracker.campaign(id)).toMatchObject({ decision: 'remove', merged: [] });
    expect(tracker.unmerge(one, other)).toBeUndefined();
  });

  it('nothing comes back of a part that is gone, or of none', () => {
    const tracker = tracked(postsOf([0, 0, 0, 1, 1, 1]));
    const [one, other] = [idOf(tracker, 'p0'), idOf(tracker, 'p3')];
    expect(tracker.unmerge(one, other)).toBeUndefined();
    tracker.merge([one, other]);
    tracker.forget(['p3', 'p4', 'p5']);
    expect(tracker.unmerge(one, other)).toBeUndefined();
    expect(tracker.campaign(one)?.counts.posts).toBe(3);
  });
});
