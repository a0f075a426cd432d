import { type APIMessage, ChannelType, OverwriteType, PermissionFlagsBits } from 'discord-api-types/v10';
import { ActionRowBuilder, ButtonBuilder, ButtonStyle } from 'discord.js';
import { describe, expect, it } from 'vitest';
import type { InteractionHandle } from '../../discord/fake/people/interaction-handle.js';
import { scene, type Scene } from '../moderation/scene.js';

/** What stood in the bound channel before: one comment in ten is foreign. */
function past(s: Scene, count: number, everyMs = 60_000): APIMessage[] {
  const now = Date.now();
  return Array.from({ length: count }, (_, n) =>
    s.fake.post(s.channel, s.kim, n % 10 === 3 ? `대유 살려내라 ${n}` : `비가 많이 왔네요 ${n}`, {
      at: now - (count - n) * everyMs,
    }),
  );
}

const start = (s: Scene, options: Record<string, string | number> = {}): InteractionHandle =>
  s.fake.command(s.mods[0], s.channel, 'scan', options);

/** The report at the end. */
async function finished(s: Scene, handle: InteractionHandle, words = '다 살펴봤습니다'): Promise<string> {
  const reply = await handle.reply();
  return s.fake.waitFor(
    () => {
      const text = s.fake.visibleText(reply);
      return text.includes(words) ? text : null;
    },
    { timeout: 40_000 },
  );
}

function closeHistory(s: Scene): void {
  const deny = String(PermissionFlagsBits.ReadMessageHistory);
  s.guild.updateChannel(s.channel, {
    overwrites: [{ id: s.guild.botRole.id, type: OverwriteType.Role, allow: '0', deny }],
  });
}

async function seesNoHistory(s: Scene): Promise<void> {
  await s.fake.waitFor(() => {
    const channel = s.bot.client.channels.cache.get(s.channel.id);
    const me = s.bot.client.guilds.cache.get(s.guild.id)?.members.me;
    if (channel === undefined || channel.isDMBased() || me == null) return false;
    return !channel.permissionsFor(me).has(PermissionFlagsBits.ReadMessageHistory);
  });
}

describe('지난 댓글 살펴보기', () => {
  it('지난 댓글을 한 번만 표시한다', async () => {
    const s = await scene();
    past(s, 230);
    const first = start(s);
    expect(await finished(s, first)).toContain('메시지 230개 읽음 · 댓글 230개 새로 판정 · **23건 표시**');
    expect(first.ephemeral).toBe(true);
    expect(await s.open()).toHaveLength(23);
    expect(await finished(s, start(s))).toContain('메시지 230개 읽음 · 댓글 0개 새로 판정 · **0건 표시**');
    expect(await s.open()).toHaveLength(23);
    expect(s.fake.violations).toEqual([]);
  });

  it('정한 개수와 날짜까지만 거슬러 올라간다', async () => {
    const s = await scene();
    past(s, 50, 6 * 3_600_000);
    expect(await finished(s, start(s, { count: 20 }))).toContain('메시지 20개 읽음');
    expect(await finished(s, start(s, { since: 2 }))).toContain('메시지 7개 읽음');
  });

  it('봇이 쓴 것은 판정하지 않고, 답한 댓글을 함께 본다', async () => {
    const s = await scene();
    const parent = s.fake.post(s.channel, s.kim, '대유 거래정지 언제 풀리나요');
    s.fake.post(s.channel, s.kim, '대유 저도 궁금하네요', { replyTo: parent });
    const channel = await s.bot.client.channels.fetch(s.channel.id);
    if (channel?.isSendable() === true) await channel.send('대유 봇의 말');
    await finished(s, start(s));
    const flags = await s.open();
    expect(flags.map(({ content }) => content?.text).sort()).toEqual([
      '대유 거래정지 언제 풀리나요',
      '대유 저도 궁금하네요',
    ]);
    expect(flags.find(({ content }) => content?.text.includes('저도'))?.content?.parent).toBe(
      '대유 거래정지 언제 풀리나요',
    );
  });

  it('멈추기 단추로 멈추고, 한 채널은 한 번에 하나만 살펴본다', async () => {
    const s = await scene();
    past(s, 1200);
    s.fake.faults.slow(150, { method: 'GET', path: /\/messages/, times: 100 });
    const running = start(s, { count: 10_000 });
    const reply = await running.reply();
    expect(s.fake.visibleText(reply)).toContain('살펴보는 중');
    expect(s.fake.visibleText(await start(s).reply())).toContain('[scan/running]');
    await s.fake.click(s.mods[0], reply, '멈추기').answered;
    const text = await finished(s, running, '살펴보기를 멈췄습니다');
    expect(text).toContain(`<@${s.mods[0].id}> 님이 멈췄습니다`);
    expect(text).not.toContain('메시지 1,200개');
    expect(s.fake.buttons(reply)).toEqual([]);
    s.fake.faults.clear();
    // 멈춘 곳까지의 것은 남고, 다시 하면 나머지를 마저 본다.
    await finished(s, start(s, { count: 10_000 }));
    expect(await s.open()).toHaveLength(120);
  });

  it('봇이 꺼지면 멈추고 그렇게 말한다', async () => {
    const s = await scene();
    past(s, 600);
    s.fake.faults.slow(100, { method: 'GET', path: /\/messages/, times: 100 });
    const running = start(s, { count: 10_000 });
    const reply = await running.reply();
    await s.bot.stop();
    expect(s.fake.visibleText(reply)).toContain('봇이 꺼지면서');
    s.fake.faults.clear();
  });

  it('다시 시작된 뒤의 멈추기 단추는 이미 끝났다고 말한다', async () => {
    const s = await scene();
    past(s, 300);
    s.fake.faults.slow(100, { method: 'GET', path: /\/messages/, times: 100 });
    const reply = await start(s).reply();
    const stop = s.fake.buttons(reply)[0]!.customId!;
    await s.bot.stop();
    s.fake.faults.clear();
    await s.restart();
    const channel = await s.bot.client.channels.fetch(s.log.id);
    if (channel?.isSendable() !== true) throw new Error('no channel');
    const old = await channel.send({
      components: [
        new ActionRowBuilder<ButtonBuilder>().addComponents(
          new ButtonBuilder().setCustomId(stop).setLabel('멈추기').setStyle(ButtonStyle.Secondary),
        ),
      ],
    });
    await s.fake.click(s.mods[0], old.id, stop).answered;
    await s.fake.waitFor(() => s.fake.visibleText(old.id).includes('이미 끝난'));
  });

  it('15분이 지나면 알림 채널에서 이어서 알리고, 거기서도 멈출 수 있다', async () => {
    const s = await scene();
    past(s, 1500);
    s.fake.faults.slow(100, { method: 'GET', path: /\/messages/, times: 100 });
    const handle = start(s, { count: 10_000 });
    const reply = await handle.reply();
    s.pass(14 * 60_000 + 1);
    await s.fake.waitFor(() => s.fake.visibleText(reply).includes(`<#${s.log.id}>에서 이어서 알립니다`));
    const posted = await s.fake.waitFor(() =>
      s.fake.messages(s.log).find((message) => s.fake.visibleText(message).includes('살펴보는 중')),
    );
    await s.fake.click(s.mods[1], posted, '멈추기').answered;
    await s.fake.waitFor(() => s.fake.visibleText(posted).includes('살펴보기를 멈췄습니다'));
    s.fake.faults.clear();
  });

  it('채널이 지워지거나 권한이 없어지면 말로 알린다', async () => {
    const s = await scene();
    past(s, 500);
    s.fake.faults.slow(100, { method: 'GET', path: /\/messages/, times: 100 });
    const running = s.fake.command(s.mods[0], s.log, 'scan', { channel: s.channel.id, count: 10_000 });
    await running.reply();
    s.guild.deleteChannel(s.channel);
    expect(await finished(s, running, '없어져 멈췄습니다')).toContain('채널');
    s.fake.faults.clear();
  });

  it('살펴보는 가운데 권한이 없어지면 무엇이 필요한지 말한다', async () => {
    const s = await scene();
    past(s, 500);
    s.fake.faults.slow(100, { method: 'GET', path: /\/messages/, times: 100 });
    const running = start(s, { count: 10_000 });
    await running.reply();
    s.guild.updateChannel(s.channel, {
      overwrites: [
        {
          id: s.guild.botRole.id,
          type: OverwriteType.Role,
          allow: '0',
          deny: String(PermissionFlagsBits.ViewChannel | PermissionFlagsBits.ReadMessageHistory),
        },
      ],
    });
    expect(await finished(s, running, '살펴보기가 멈췄습니다')).toContain('메시지 기록 보기');
    s.fake.faults.clear();
  });

  it('살펴볼 수 없는 곳이면 왜 그런지 말한다', async () => {
    const s = await scene();
    const tell = async (handle: InteractionHandle): Promise<string> =>
      s.fake.visibleText(await handle.reply());
    expect(await tell(s.fake.command(s.mods[0], s.log, 'scan'))).toContain('[scan/not-bound]');
    const forum = s.guild.createChannel({ name: '포럼', type: ChannelType.GuildForum });
    expect(await tell(start(s, { channel: forum.id }))).toContain('[scan/forum]');
    await s.store.channels.setMode(s.channel.id, 'off');
    expect(await tell(start(s))).toContain('[scan/off]');
    await s.store.channels.setMode(s.channel.id, null);
    closeHistory(s);
    await seesNoHistory(s);
    expect(await tell(start(s))).toContain('[scan/no-access]');
  });

  it('메시지 내용을 읽을 수 없는 봇이면 그렇게 말한다', async () => {
    const s = await scene({ privileged: { messageContent: false } });
    expect(s.fake.visibleText(await start(s).reply())).toContain('[scan/no-content]');
  });

  it('살펴보는 동안에도 이벤트 루프가 돌아 다른 명령에 답한다', async () => {
    const s = await scene();
    past(s, 3000, 1000);
    const handle = start(s, { count: 10_000 });
    const reply = await handle.reply();
    await s.fake.command(s.mods[1], s.channel, 'queue').reply();
    // 30 pages are read and judged in turn; a scan that held the loop would be over before the answer came.
    expect(s.fake.visibleText(reply)).not.toContain('다 살펴봤습니다');
    await finished(s, handle);
    expect(await s.open()).toHaveLength(300);
  });
});
