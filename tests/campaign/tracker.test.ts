import { describe, expect, it } from 'vitest';
import { CampaignTracker, type Post } from '../../src/campaign/index.js';

const MINUTE = 60_000;
const START = Date.parse('2026-03-02T09:00:00+09:00');
const post = (n: number, text: string, more: Partial<Post> = {}): Post => ({
  id: `p${n}`,
  text,
  article: `a${n % 5}`,
  author: `w${n}`,
  at: START + n * MINUTE,
  ...more,
});

const SLOGAN = '노을항 방파제 연장 공사 즉각 재개하고 어민 피해 보상하라';

describe('a campaign of copies', () => {
  it('is known at its third post, and has the earlier ones as members', () => {
    const tracker = new CampaignTracker();
    const placed = [0, 1, 2, 3].map((n) => tracker.place(post(n, SLOGAN)));
    expect(placed.map((placement) => placement.declared)).toEqual([false, false, true, false]);
    expect(placed.map((placement) => placement.campaign)).toEqual([
      null,
      ...Array<string>(3).fill(placed[1]!.campaign!),
    ]);
    const [campaign] = tracker.campaigns();
    expect(campaign).toMatchObject({
      kind: 'copy',
      state: 'known',
      first: START,
      last: START + 3 * MINUTE,
      declared: START + 2 * MINUTE,
      hourly: 4,
      counts: { posts: 4, texts: 1, authors: 4, articles: 4, channels: 0 },
      shape: { hands: 'crowd', pace: 'burst' },
    });
    expect(tracker.membership('p0')).toMatchObject({
      campaign: campaign!.id,
      span: [0, SLOGAN.length],
      phrase: SLOGAN,
    });
  });

  it('is the same through a restart at any place', () => {
    const posts = [0, 1, 2, 3, 4].map((n) => post(n, SLOGAN));
    const whole = new CampaignTracker();
    for (const one of posts) whole.place(one);
    for (let cut = 0; cut <= posts.length; cut++) {
      const before = new CampaignTracker();
      for (const one of posts.slice(0, cut)) before.place(one);
      const after = CampaignTracker.open(before.state());
      for (const one of posts.slice(cut)) after.place(one);
      expect(after.campaigns()).toEqual(whole.campaigns());
      expect(Buffer.compare(after.state(), whole.state())).toBe(0);
    }
  });

  it('counts anew without deleted posts', () => {
    const tracker = new CampaignTracker();
    for (const n of [0, 1, 2, 3]) tracker.place(post(n, SLOGAN));
    tracker.forget(['p0', 'p2']);
    expect(tracker.campaigns()[0]!.counts).toMatchObject({ posts: 2, authors: 2 });
    expect(tracker.membership('p0')).toBeUndefined();
  });
});
