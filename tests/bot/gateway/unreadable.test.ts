import { describe, expect, it } from 'vitest';
import { openDialects } from '../../store/dialects.js';
import { scene } from '../campaigns/scene.js';

const dialects = await openDialects();

describe.each(dialects)('$name: 읽을 수 없는 댓글 하나', (dialect) => {
  it('나머지는 판정되어 카드가 서고, 한 번 알린다', async () => {
    const s = await scene(dialect, { MATGEUL_CAMPAIGNS: 'off' });
    const { fake, store, guild, channels, people } = s;
    await s.bot.stop();
    const articleId = (await store.channels.of(guild.id))[0]!.articleId!;
    // As a crash leaves them: stored, and not judged.
    const waiting = ['망가질글', '멀쩡한글', '다른글'].map((mark) =>
      fake.post(channels[0]!, people[0]!, `청운목재 거래정지 ${mark}`),
    );
    await store.messages.take(
      waiting.map(({ id, content }, i) => ({
        guildId: guild.id,
        channelId: channels[0]!.id,
        messageId: id,
        revision: 0,
        articleId,
        author: { id: people[0]!.id, name: '독자', webhook: false },
        text: content,
        parent: null,
        attachments: [],
        postedAt: Date.now() + i,
      })),
    );
    await dialect.run(
      s.database,
      `update messages set content = ${dialect.name === 'SQLite' ? "x'01'" : "'\\x01'::bytea"} where message_id = '${waiting[0]!.id}'`,
    );
    await s.restart();
    await s.until(() => Promise.resolve(s.cards('멀쩡한글').length === 1 && s.cards('다른글').length === 1));
    await s.until(() => Promise.resolve(s.cards('읽을 수 없는 것이 있어').length === 1), 'a notice');
    expect(s.cards('망가질글')).toEqual([]);
    await s.restart();
    await s.judged();
    expect(s.cards('읽을 수 없는 것이 있어')).toHaveLength(1);
    expect(await s.bot.services.metrics.text()).toContain('matgeul_unreadable_rows_total');
    expect(fake.violations).toEqual([]);
  });
});
