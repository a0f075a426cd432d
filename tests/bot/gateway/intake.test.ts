import { expect, it, vi } from 'vitest';
import type { IncomingMessage } from '../../../src/store/index.js';
import { scene } from '../moderation/scene.js';

it('글이 밀리면 밀린 동안은 둘째 판독기를 기다리지 않고, 모두 판정한다', { timeout: 60_000 }, async () => {
  const { guild, channel, article, kim, bot, store } = await scene();
  const { judges, metrics } = bot.services;
  vi.spyOn(judges, 'reads', 'get').mockReturnValue(true);
  const asked = vi.spyOn(judges, 'readAhead');
  const message = (i: number): IncomingMessage => ({
    guildId: guild.id,
    channelId: channel.id,
    messageId: `${10_000 + i}`,
    revision: 0,
    articleId: article.id,
    author: { id: kim.id, name: kim.username, webhook: false },
    text: `비가 ${i}mm 왔다`,
    parent: null,
    attachments: [],
    postedAt: Date.now(),
  });
  // Four transactions of 200, 200, 200 and 100; behind the first two more than one still waits.
  await Promise.all(Array.from({ length: 700 }, (_, i) => bot.intake.push(message(i), 'live')));
  await bot.intake.settled();
  expect(asked).toHaveBeenCalledTimes(300);
  expect(asked.mock.calls[0]![2]).toBe('비가 400mm 왔다');
  expect(await store.messages.unjudged(1000)).toEqual([]);
  expect(await metrics.text()).toContain('matgeul_reader_skipped_total{reason="busy"} 400');
});
