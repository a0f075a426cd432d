import { expect, it } from 'vitest';
import { killSite } from '../../../bench/bot/site-kills.js';

// The whole of it, with 20,000 comments on both databases: npx tsx bench/bot/site.ts
it('받았다고 한 댓글은 갑자기 죽어도 하나도 잃지 않고 모두 판정한다', async () => {
  const report = await killSite({
    store: 'sqlite',
    comments: 400,
    perSecond: 400,
    batch: 20,
    kills: 1,
    judgeWithinMs: 90_000,
  });
  expect(report).toMatchObject({ accepted: 400, lost: 0, unjudged: 0, flaggedTwice: 0 });
}, 180_000);
