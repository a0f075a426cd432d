import { type APIEmbed, EmbedType, PollLayoutType } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { openDialects } from '../../store/dialects.js';
import { scene as made, type Scene } from '../campaigns/scene.js';

const dialects = await openDialects();
const FOREIGN = '청운목재 거래정지';

const scene = (dialect: (typeof dialects)[number]): Promise<Scene> =>
  made(dialect, { MATGEUL_CAMPAIGNS: 'off' });
const card = (s: Scene, mark: string): Promise<unknown> =>
  s.until(() => Promise.resolve(s.cards(mark).length === 1), `the card of ${mark}`);

describe.each(dialects)('$name: 글이 아닌 곳에 쓴 댓글', (dialect) => {
  it('웹훅의 임베드, 전달한 글, 투표, 첨부한 글도 판정하고, 미리보기는 판정하지 않는다', async () => {
    const s = await scene(dialect);
    const { fake, channels, people, guild } = s;
    const [channel] = channels;
    const [kim] = people;
    const webhook = { name: '댓글봇' };
    fake.post(channel!, kim!, '', {
      webhook,
      embeds: [
        { author: { name: '독자하나' }, description: `${FOREIGN} 임베드글`, url: 'https://news.example/1' },
      ],
    });
    await card(s, '임베드글');
    expect(fake.visibleText(s.cards('임베드글')[0]!)).toContain('독자하나');
    fake.post(channel!, kim!, '', {
      webhook,
      embeds: [
        {
          fields: [
            { name: '작성자', value: '둘' },
            { name: '댓글', value: `${FOREIGN} 필드글` },
          ],
        },
      ],
    });
    await card(s, '필드글');
    const elsewhere = guild.createChannel('잡담');
    const said = fake.post(elsewhere, kim!, `${FOREIGN} 전달글`);
    fake.post(channel!, kim!, '', { forward: said });
    await card(s, '전달글');
    fake.post(channel!, kim!, '', {
      poll: {
        question: { text: `${FOREIGN} 투표글` },
        answers: [{ answer_id: 1, poll_media: { text: '풀어라' } }],
        expiry: new Date(Date.now() + 86_400_000).toISOString(),
        allow_multiselect: false,
        layout_type: PollLayoutType.Default,
        results: { is_finalized: false, answer_counts: [] },
      },
    });
    await card(s, '투표글');
    fake.post(channel!, kim!, '', { attachments: [{ name: 'message.txt', content: `${FOREIGN} 첨부글` }] });
    await card(s, '첨부글');
    fake.post(channel!, kim!, '', {
      attachments: [
        { name: 'big.txt', content: `${FOREIGN} 큰글 `.repeat(20_000) },
        { name: 'a.bin', content: `${FOREIGN} 아닌글` },
      ],
    });

    // A preview that Discord makes of a link in the text, of every type.
    for (const type of [EmbedType.Link, EmbedType.Article, EmbedType.Rich]) {
      const message = fake.post(channel!, kim!, `비가 많이 왔네요 https://news.example/${type}`);
      const preview: APIEmbed = {
        type,
        url: `https://news.example/${type}`,
        description: `${FOREIGN} 미리보기`,
        provider: { name: '뉴스' },
      };
      fake.embed(message, [preview]);
    }
    // A mirror whose embed Discord was late with.
    const late = fake.post(channel!, kim!, '새 댓글', { webhook });
    await s.until(async () => (await s.store.messages.revision(late.id)) === 0);
    fake.embed(late, [{ type: EmbedType.Rich, description: `${FOREIGN} 늦은글` }]);
    await card(s, '늦은글');
    // Told again, it is nothing new.
    fake.embed(late, [{ type: EmbedType.Rich, description: `${FOREIGN} 늦은글` }]);
    fake.post(channel!, kim!, `${FOREIGN} 끝글`);
    await card(s, '끝글');
    for (const mark of ['미리보기', '큰글', '아닌글']) expect(s.cards(mark)).toEqual([]);
    expect(s.cards('늦은글')).toHaveLength(1);
    expect(s.cards('글과 무관')).toHaveLength(7);
    // History reads the same, and finds nothing new.
    await s.restart();
    fake.post(channel!, kim!, `${FOREIGN} 다음글`);
    await card(s, '다음글');
    expect(s.cards('글과 무관')).toHaveLength(8);
    expect(fake.violations).toEqual([]);
  });

  it('꺼져 있던 동안의 임베드와 첨부도 읽고, /check 메뉴도 같은 글을 본다', async () => {
    const s = await scene(dialect);
    const { fake, channels, people, mod } = s;
    const [channel] = channels;
    fake.post(channel!, people[0]!, '비가 왔네요');
    await s.judged();
    await s.until(async () => (await s.store.channels.get(channel!.id))?.cursor != null);
    await s.bot.stop();
    const embedded = fake.post(channel!, people[0]!, '', {
      webhook: { name: '댓글봇' },
      embeds: [{ author: { name: '독자' }, description: `${FOREIGN} 임베드글` }],
    });
    fake.post(channel!, people[0]!, '', {
      attachments: [{ name: 'message.txt', content: `${FOREIGN} 첨부글` }],
    });
    await s.restart();
    await card(s, '임베드글');
    await card(s, '첨부글');
    const checked = await fake.contextMenu(mod, channel!, 'Check comment', embedded).reply();
    expect(fake.visibleText(checked)).toContain('임베드글');
    expect(fake.violations).toEqual([]);
  });
});
