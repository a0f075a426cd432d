import type { APIMessage } from 'discord-api-types/v10';
import { MessageFlags } from 'discord-api-types/v10';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newId } from '../../../src/bot/discord/custom-id.js';
import { quoted, safeLine, safeText } from '../../../src/bot/discord/safe-text.js';
import { cardEffect } from '../../../src/moderation/index.js';
import { FOREIGN, KAKAO, story, type Story } from './scene.js';

const HOSTILE: Record<string, string> = {
  markdown: '# 제목\n> 인용\n- 목록\n**굵게** __밑줄__ ~~취소~~ ||가림|| -# 작게 1. 하나',
  mentions: '@everyone @here <@1> <@!2> <@&3> <#4> </queue:5> <t:0:R> <id:customize>',
  links: '[여기](https://a.example) <https://b.example> https://c.example [@everyone](http://d.example)',
  overrides: '\u202e뒤집힌\u202c \u2066격리\u2069 \u200e\u200f',
  invisible: '\u200b\u200c'.repeat(2000),
  zalgo: `대${'\u0301\u0489'.repeat(500)}유`,
  long: '가'.repeat(4000),
  longMarks: '*_~`|<[@'.repeat(500),
  emoji: '<:kakao:123456789012345678> <a:dance:123456789012345678> 👨‍👩‍👧‍👦 🇰🇷',
  fences: '```js\n@everyone\n``` ``` ` `` ```',
  backticks: '`'.repeat(4000),
  backslashes: '\\'.repeat(3999),
  breaks: '\n'.repeat(2000),
  breakKinds: 'a\r\nb\u2028c\u2029d\u0085e\u000bf\u000cg',
  controls: '\u0000\u0007\u001b[31m\u007f',
  surrogates: '\ud800 \udfff 😀',
};
const NAMES = Object.keys(HOSTILE);

/** Flags a message as an old version or a bug may have: every text of strangers in it is hostile. */
async function flagged(s: Story, hostile: string, files: readonly string[] = [hostile]): Promise<string> {
  const { store, guild, channel, kim, fake, bot } = s;
  const place = (await store.channels.get(channel.id))!;
  const articleId = place.articleId!;
  const message = fake.post(channel, kim, '댓글');
  const at = Date.now();
  const base = await bot.services.judges.judge(guild.id, articleId, { text: FOREIGN, parent: null });
  const author = { id: kim.id, name: hostile, webhook: false };
  const reasons = Array.from({ length: 8 }, (_, i) => ({
    ...base!.reasons[0]!,
    id: `hostile/r${i}`,
    text: `${hostile.slice(0, 300)}${i}`,
    reads: `${hostile.slice(0, 300)}?${i}`,
    via: ['gap' as const, 'jamo' as const],
  }));
  const id = newId();
  const key = { guildId: guild.id, messageId: message.id, revision: 1 };
  await store.messages.take([
    {
      ...key,
      channelId: channel.id,
      articleId,
      author,
      text: hostile,
      parent: hostile,
      attachments: [...files],
      postedAt: at,
    },
  ]);
  const made = await store.messages.judged([
    {
      ...key,
      verdict: 'off-topic',
      score: 0.97,
      flag: {
        id,
        channelId: channel.id,
        articleId,
        shadow: false,
        evidenceKey: 'hostile',
        content: {
          text: hostile,
          author,
          parent: hostile,
          result: { ...base!, reasons, home: { articleId, score: 0.9 } },
          attachments: [...files],
        },
        createdAt: at,
        effects: [cardEffect(guild.id, id)],
      },
    },
  ]);
  expect(made).toHaveLength(1);
  bot.services.outbox.wake();
  return id;
}

function harmless(s: Story, card: APIMessage): void {
  expect(card.mentions).toEqual([]);
  expect(card.mention_roles).toEqual([]);
  expect(card.mention_everyone).toBe(false);
  expect((card.flags ?? 0) & MessageFlags.IsComponentsV2).not.toBe(0);
  expect(s.fake.visibleText(card).length).toBeLessThanOrEqual(4005);
}

async function survives(s: Story, hostile: string, files?: readonly string[]): Promise<void> {
  const { fake, store, guild, mod, log } = s;
  const id = await flagged(s, hostile, files);
  const at = await s.until(async () => (await store.flags.get(guild.id, id))?.card ?? undefined, 'the card');
  const card = fake.message(at.messageId)!;
  harmless(s, card);
  const more = await fake.click(mod, card, '더 보기').reply();
  expect(fake.visibleText(more)).toContain('앞뒤 글');
  const queue = await fake.command(mod, log, 'queue', {}).reply();
  expect(fake.visibleText(queue)).toContain('남은 것 1');
  await fake.click(mod, card, '삭제').answered;
  await s.says(card, '삭제함');
  harmless(s, fake.message(card)!);
  await fake.click(mod, card, '되돌리기').answered;
  await fake.waitFor(() => fake.buttons(fake.message(card)!).some(({ label }) => label === '유지'));
  const restored = await fake.waitFor(() => fake.messages(s.channel).at(-1), {
    what: 'the restored comment',
  });
  expect(fake.visibleText(restored)).toContain('운영진이 되살린 댓글');
  harmless(s, restored);
  await fake.click(mod, card, '유지').answered;
  await s.says(card, '유지함');
}

describe('적대적인 글', () => {
  it.each(NAMES)('%s: 카드가 되고, 아무도 부르지 않으며, 판정하고 되돌릴 수 있다', async (name) => {
    const hostile = HOSTILE[name]!;
    const s = await story({ article: { ...KAKAO, title: hostile } });
    await survives(s, hostile);
    expect(s.fake.violations).toEqual([]);
  });

  it('글 없이 파일만', async () => {
    const s = await story();
    await survives(s, '', ['@everyone**.png', '`'.repeat(200)]);
    expect(s.fake.violations).toEqual([]);
  });

  it('긴 표시 더미와 이름이 긴 파일 열 개', async () => {
    const s = await story();
    const files = Array.from({ length: 10 }, () => '*'.repeat(200));
    await survives(s, HOSTILE.longMarks!, files);
    expect(s.fake.violations).toEqual([]);
  });

  it('빈 글과 파일만 있는 글은 표시하지 않고, 그 뒤의 글은 판정한다', async () => {
    const s = await story();
    const { fake, channel, kim } = s;
    fake.post(channel, kim, '', { attachments: [{ name: 'a.png', content: 'x' }] });
    fake.post(channel, kim, '   \n\u200b ');
    fake.post(channel, kim, FOREIGN);
    await s.card('대유');
    expect(await s.open()).toHaveLength(1);
    expect(fake.violations).toEqual([]);
  });

  it('사람이 올린 적대적인 글도 끝까지: 이름도 웹훅의 이름도', async () => {
    const s = await story();
    const { fake, guild, channel } = s;
    const nasty = guild.addMember('**@everyone** [a](https://b.example) `<@1>');
    fake.post(channel, nasty, `${FOREIGN}\n@everyone <@${s.mod.id}> [x](https://y.example)`);
    fake.post(channel, nasty, `${FOREIGN}\n# 크게 ||가림||`, { webhook: { name: '@everyone **뉴스**' } });
    await fake.waitFor(() => s.cards().length === 2);
    for (const card of s.cards()) {
      harmless(s, card);
      expect(fake.visibleText(card)).toContain('\\@everyone');
      await fake.click(s.mod, card, '삭제').answered;
      await s.says(card, '삭제함');
    }
    expect(fake.violations).toEqual([]);
  });
});

/** A text with a letter for each escaped character: what Discord's markdown reads. */
const unescaped = (text: string): string => text.replace(/\\./gsu, 'x');
const strangers = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc
    .array(
      fc.constantFrom(
        ...'*_~`|<>[]()@#-+\\/:. \n\r\u2028\u200b\u202e1가a',
        '@everyone',
        '<@1>',
        '://',
        '```',
        '||',
      ),
    )
    .map((parts) => parts.join('')),
  fc.constantFrom(...Object.values(HOSTILE)),
);

describe('safe-text', () => {
  it('글꼴·부름·주소의 표시가 하나도 살아남지 않는다', () => {
    fc.assert(
      fc.property(strangers, fc.integer({ min: 1, max: 1000 }), (text, most) => {
        for (const safe of [safeText(text, most), safeLine(text, most)]) {
          const read = unescaped(safe);
          expect(read).not.toMatch(/[*_~`|<[\]@\\]/u);
          expect(read).not.toMatch(/:\/\//u);
          expect(read).not.toMatch(/^\s*(#{1,3}\s|>|-\s|-#|\+\s|\d+\.\s)/mu);
          expect(safe).not.toMatch(/[\u200b\u200c\u200e\u200f\u202a-\u202e\u2066-\u2069]|(?!\n)\p{Cc}/u);
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('길이와 줄 수가 끝이 있다', () => {
    fc.assert(
      fc.property(strangers, fc.integer({ min: 1, max: 1000 }), (text, most) => {
        const safe = safeText(text, most);
        expect(Array.from(safe).length).toBeLessThanOrEqual(2 * most + 4);
        expect(safe.split('\n').length).toBeLessThanOrEqual(13);
        expect(Array.from(safeLine(text, most)).length).toBeLessThanOrEqual(2 * most + 4);
        expect(safeLine(text, most)).not.toContain('\n');
        const lines = quoted(text, most, true).split('\n');
        expect(lines.every((line) => line.startsWith('> '))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
