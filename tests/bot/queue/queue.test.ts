import { type APIMessage, type APIUser, PermissionFlagsBits } from 'discord-api-types/v10';
import { ActionRowBuilder, ButtonBuilder, ButtonStyle } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { MARKET, scene, type Scene } from '../moderation/scene.js';

/** The message a moderator sees after `/queue`. */
async function queue(
  s: Scene,
  mod: APIUser,
  options: Record<string, string | number> = {},
): Promise<APIMessage> {
  const handle = s.fake.command(mod, s.log, 'queue', options);
  const reply = await handle.reply();
  expect(handle.ephemeral).toBe(true);
  return reply;
}

/** The same message after a click, once the bot has changed it. */
async function press(s: Scene, mod: APIUser, message: APIMessage, button: string): Promise<APIMessage> {
  const before = JSON.stringify(s.fake.message(message)?.components);
  await s.fake.click(mod, message, button).answered;
  return s.fake.waitFor(() => {
    const now = s.fake.message(message);
    return JSON.stringify(now?.components) === before ? null : now;
  });
}

const seen = (s: Scene, message: APIMessage): string => s.fake.visibleText(message);
const labels = (s: Scene, message: APIMessage): string[] => s.fake.buttons(message).map(({ label }) => label);

describe('대기열', () => {
  it('비어 있으면 그렇다고 말한다', async () => {
    const s = await scene();
    const page = await queue(s, s.mods[0]);
    expect(seen(s, page)).toContain('대기열이 비었습니다');
    expect(s.fake.violations).toEqual([]);
  });

  it('운영진이 아니면 보여 주지 않는다', async () => {
    const s = await scene();
    await s.comment('대유 살려내라');
    await s.store.servers.change(s.guild.id, { moderatorRoleIds: ['1'] });
    const page = await queue(s, s.mods[0]);
    expect(seen(s, page)).toContain('운영진만');
    expect(seen(s, page)).not.toContain('살려내라');
  });

  it('판정하면 실행하고 다음 것으로 넘어가며, 되돌리면 그 댓글로 돌아온다', async () => {
    const s = await scene();
    const [mod] = s.mods;
    const first = await s.comment('대유 첫째');
    s.pass(10);
    await s.comment('대유 둘째');
    let page = await queue(s, mod);
    expect(seen(s, page)).toContain('대유 첫째');
    expect(seen(s, page)).toContain('남은 것 2');
    expect(labels(s, page)).toEqual([
      '삭제',
      '숨김',
      '시간 제한',
      '유지',
      '판단 없이 넘기기',
      '나중에 보기',
      '그만하기',
      '모아 보기',
      '한꺼번에',
      '댓글로 가기',
    ]);
    page = await press(s, mod, page, '삭제');
    expect(seen(s, page)).toContain('대유 둘째');
    // Never ahead of Discord: what is deleted by now is said to be.
    expect(seen(s, page)).toMatch(/✅ 삭제(함| 중…) · 사례 #1/);
    await s.fake.waitFor(() =>
      s.fake.byBot('message-deleted').find(({ messageId }) => messageId === first.id),
    );
    page = await press(s, mod, page, '되돌리기');
    expect(seen(s, page)).toContain('되돌렸습니다');
    expect(seen(s, page)).toContain('대유 첫째');
    page = await press(s, mod, page, '유지');
    page = await press(s, mod, page, '판단 없이 넘기기');
    expect(seen(s, page)).toContain('대기열이 비었습니다');
    expect(seen(s, page)).toContain('판단 없이 넘김');
    expect((await s.store.cases.latest(s.guild.id, 9)).map(({ decision }) => decision)).toEqual([
      'dismiss',
      'keep',
      'undo',
      'delete',
    ]);
    expect(s.fake.violations).toEqual([]);
  });

  it('두 사람이 한꺼번에 보아도 같은 댓글을 받지 않는다', async () => {
    const s = await scene();
    for (let n = 0; n < 6; n++) {
      s.pass(10);
      await s.comment(`대유 ${n}번`);
    }
    const shown = new Map<string, string>();
    const textOf = (page: APIMessage): string => /대유 \d번/.exec(seen(s, page))?.[0] ?? '';
    const pages = await Promise.all(s.mods.map((mod) => queue(s, mod)));
    for (const page of pages) shown.set(textOf(page), 'shown');
    expect(seen(s, pages[1]!)).toContain('다른 분이 보는 것 1');
    const ends = await Promise.all(
      pages.map(async (start, i) => {
        let page = start;
        for (let n = 0; n < 2; n++) {
          page = await press(s, s.mods[i]!, page, '유지');
          shown.set(textOf(page), 'shown');
        }
        return page;
      }),
    );
    expect(shown.size).toBe(6);
    for (const [i, page] of ends.entries()) await press(s, s.mods[i]!, page, '유지');
    const cases = await s.store.cases.latest(s.guild.id, 20);
    expect(new Set(cases.map(({ flagId }) => flagId)).size).toBe(6);
  });

  it('봇이 다시 시작되어도 앞의 단추가 그대로 듣는다', async () => {
    const s = await scene();
    const [mod] = s.mods;
    await s.comment('암표 팝니다');
    for (const text of ['대유 첫째', '대유 둘째']) {
      s.pass(10);
      await s.comment(text);
    }
    let page = await queue(s, mod, { reason: 'halts' });
    expect(seen(s, page)).toContain('조건: 거래정지');
    await s.restart();
    page = await press(s, mod, page, '나중에 보기');
    expect(seen(s, page)).toContain('대유 둘째');
    page = await press(s, mod, page, '유지');
    await s.restart();
    expect(seen(s, page)).toContain('끝까지 보셨습니다');
    page = await press(s, mod, page, '처음부터 보기');
    expect(seen(s, page)).toContain('대유 첫째');
    expect(seen(s, page)).toContain('조건: 거래정지');
  });

  it('순서와 조건과 진행을 다시 시작해도 잊지 않고, 메뉴로 바꾼다', async () => {
    const s = await scene();
    const [mod] = s.mods;
    const lee = s.guild.addMember('이독자');
    for (const text of ['대유 첫째', '대유 둘째', '암표 셋째', '대유 넷째']) {
      s.pass(10);
      await s.comment(text, { by: text.includes('둘째') ? lee : s.kim });
    }
    let page = await queue(s, mod, { sort: 'newest', reason: 'halts' });
    expect(seen(s, page)).toContain('대유 넷째');
    expect(seen(s, page)).toContain('조건: 거래정지 · 새로운 순');
    page = await press(s, mod, page, '유지');
    expect(seen(s, page)).toContain('대유 둘째');
    expect(seen(s, page)).toContain('결정 1 / 3 · 남은 것 2');
    await s.restart();
    const menu = (): string =>
      s.fake.selects(page).find(({ customId }) => customId.includes('narrow'))!.customId;
    const narrow = async (value: string): Promise<void> => {
      const before = seen(s, s.fake.message(page)!);
      await s.fake.select(mod, page, menu(), [value]).answered;
      page = await s.fake.waitFor(() => {
        const now = s.fake.message(page)!;
        return seen(s, now) === before ? null : now;
      });
    };
    await narrow('author');
    expect(seen(s, page)).toContain('조건: 작성자 이독자 · 거래정지 · 새로운 순');
    expect(seen(s, page)).toContain('결정 1 / 2 · 남은 것 1');
    await narrow('none');
    expect(seen(s, page)).toContain('조건: 새로운 순');
    expect(seen(s, page)).toContain('암표 셋째');
    await narrow('sort-oldest');
    expect(seen(s, page)).toContain('대유 첫째');
    page = await press(s, mod, page, '유지');
    page = await press(s, mod, page, '되돌리기');
    expect(seen(s, page)).toContain('대유 첫째');
    expect(seen(s, page)).toContain('결정 1 / 4');
    const scores = await s.fake.autocomplete(mod, s.log, 'queue', { score: '70-95' }, 'score').choices();
    expect(scores[0]).toEqual({ name: '점수 70% 이상 95% 미만 (3)', value: '70-95' });
    expect(seen(s, await queue(s, mod, { score: '높은 것' }))).toContain('[queue/no-score]');
    expect(seen(s, await queue(s, mod, { group: 'campaign' }))).toContain('이렇게 모을 댓글이 없습니다');
    expect(seen(s, await queue(s, mod, { group: 'channel' }))).toContain(`<#${s.channel.id}> · 3건`);
    expect(s.fake.violations).toEqual([]);
  });

  it('미룬 것은 그 바퀴에 다시 나오지 않고, 남에게는 나온다', async () => {
    const s = await scene();
    await s.comment('대유 첫째');
    s.pass(10);
    await s.comment('대유 둘째');
    let page = await queue(s, s.mods[0]);
    page = await press(s, s.mods[0], page, '나중에 보기');
    expect(seen(s, page)).toContain('대유 둘째');
    const other = await queue(s, s.mods[1]);
    expect(seen(s, other)).toContain('대유 첫째');
    page = await press(s, s.mods[0], page, '나중에 보기');
    expect(seen(s, page)).toContain('끝까지 보셨습니다');
    expect(seen(s, page)).toContain('1건');
  });

  it('그사이 남이 처리했거나 지워진 댓글이면 말하고 넘어간다', async () => {
    const s = await scene();
    const [mod, other] = s.mods;
    const messages = [];
    for (const text of ['대유 첫째', '대유 둘째', '대유 셋째']) {
      s.pass(10);
      messages.push(await s.comment(text));
    }
    let page = await queue(s, mod);
    const [first] = await s.open();
    await s.bot.services.decider.decide({
      guildId: s.guild.id,
      flagId: first!.id,
      decision: 'keep',
      moderatorId: other.id,
    });
    page = await press(s, mod, page, '삭제');
    expect(seen(s, page)).toMatch(/그 댓글은 <t:\d+:R>에 이미/);
    expect(seen(s, page)).toContain(`이미 <@${other.id}> 님이 처리했습니다: 유지 (#1)`);
    expect(seen(s, page)).toContain('대유 둘째');
    await s.store.messages.deleted([messages[1]!.id], Date.now());
    page = await press(s, mod, page, '삭제');
    expect(seen(s, page)).toContain('그사이 지워졌습니다');
    expect(seen(s, page)).toContain('대유 셋째');
  });

  it('시간이 지나 남에게 넘어간 댓글은 판정하지 않는다', async () => {
    const s = await scene();
    const [mod, other] = s.mods;
    await s.comment('대유 첫째');
    s.pass(10);
    await s.comment('대유 둘째');
    let mine = await queue(s, mod);
    s.pass(6 * 60_000);
    const theirs = await queue(s, other);
    expect(seen(s, theirs)).toContain('대유 첫째');
    mine = await press(s, mod, mine, '유지');
    expect(seen(s, mine)).toContain('다른 분이 보고 있어');
    expect(seen(s, mine)).toContain('대유 둘째');
    expect(await s.store.cases.latest(s.guild.id, 5)).toEqual([]);
  });

  it('시간이 지났어도 아무도 보지 않으면 그대로 판정한다', async () => {
    const s = await scene();
    await s.comment('대유 첫째');
    const page = await queue(s, s.mods[0]);
    s.pass(20 * 60_000);
    await press(s, s.mods[0], page, '유지');
    expect(await s.store.cases.latest(s.guild.id, 5)).toHaveLength(1);
  });

  it('남이 되돌리고 새로 판정한 것은 되돌리기 단추로 건드리지 않는다', async () => {
    const s = await scene();
    const [mod, other] = s.mods;
    await s.comment('대유 첫째');
    let page = await queue(s, mod);
    page = await press(s, mod, page, '유지');
    const one = (await s.store.cases.get(s.guild.id, 1))!;
    const by = { guildId: s.guild.id, flagId: one.flagId, moderatorId: other.id };
    await s.bot.services.decider.undo(by);
    await s.bot.services.decider.decide({ ...by, decision: 'dismiss' });
    page = await press(s, mod, page, '되돌리기');
    expect(seen(s, page)).toContain('그 뒤에 다시 결정된');
    expect((await s.store.cases.latest(s.guild.id, 9)).map(({ number }) => number)).toEqual([3, 2, 1]);
  });

  it('그만하면 다른 사람이 곧바로 볼 수 있다', async () => {
    const s = await scene();
    await s.comment('대유 첫째');
    const page = await queue(s, s.mods[0]);
    expect(seen(s, await queue(s, s.mods[1]))).toContain('다른 분들이 보고 있습니다');
    await press(s, s.mods[0], page, '그만하기');
    expect(seen(s, await queue(s, s.mods[1]))).toContain('대유 첫째');
  });

  it('봇에 권한이 없는 판정은 단추가 없다', async () => {
    const s = await scene();
    await s.comment('대유 첫째');
    s.guild.updateRole(s.guild.botRole, { permissions: 0x400n | 0x800n | 0x10000n });
    await s.fake.waitFor(
      () => !s.bot.client.guilds.cache.get(s.guild.id)?.members.me?.permissions.has('ManageMessages'),
    );
    const page = await queue(s, s.mods[0]);
    expect(labels(s, page).slice(0, 3)).toEqual(['유지', '판단 없이 넘기기', '나중에 보기']);
  });

  it('다른 서버에서 베낀 단추로는 아무것도 찾지 못한다', async () => {
    const s = await scene();
    await s.comment('대유 비밀');
    const page = await queue(s, s.mods[0]);
    const stolen = s.fake.buttons(page).find(({ label }) => label === '삭제')!.customId!;
    const other = s.fake.createGuild();
    const room = other.createChannel('다른 서버');
    const stranger = other.addMember('남', { permissions: PermissionFlagsBits.ManageMessages });
    const channel = await s.bot.client.channels.fetch(room.id);
    if (channel?.isSendable() !== true) throw new Error('no channel');
    const copy = await channel.send({
      components: [
        new ActionRowBuilder<ButtonBuilder>().addComponents(
          new ButtonBuilder().setCustomId(stolen).setLabel('삭제').setStyle(ButtonStyle.Danger),
        ),
      ],
    });
    const clicked = s.fake.click(stranger, copy.id, stolen);
    await clicked.answered;
    await s.bot.stop();
    expect(await s.store.cases.latest(s.guild.id, 5)).toEqual([]);
    expect(await s.store.cases.latest(other.id, 5)).toEqual([]);
    expect(JSON.stringify(s.fake.message(copy.id))).not.toContain('비밀');
    expect((await s.open())[0]?.claim?.by).toBe(s.mods[0].id);
  });

  it('기사와 근거를 목록에서 고를 수 있고, 없는 것을 넣으면 고르라고 한다', async () => {
    const s = await scene();
    const [mod] = s.mods;
    const room = s.guild.createChannel('증시');
    const market = await s.store.articles.add(s.guild.id, MARKET);
    await s.store.channels.bind({ channelId: room.id, guildId: s.guild.id, articleId: market.id, at: 1 });
    s.bot.services.judges.forget(s.guild.id);
    await s.comment('대유 첫째');
    await s.comment('암표 팝니다', { channel: room, articleId: market.id });
    const articles = await s.fake.autocomplete(mod, s.log, 'queue', { article: 'ㄷㅇ' }, 'article').choices();
    expect(articles).toEqual([{ name: `${MARKET.title} (1)`, value: market.id }]);
    const reasons = await s.fake.autocomplete(mod, s.log, 'queue', { reason: '' }, 'reason').choices();
    expect(reasons.map(({ name }) => name).sort()).toEqual(['거래정지 (1)', '암표 (1)']);
    const page = await queue(s, mod, { article: market.id });
    expect(seen(s, page)).toContain('암표 팝니다');
    expect(seen(s, await queue(s, mod, { reason: '없는 것' }))).toContain('[queue/no-reason]');
    expect(seen(s, await queue(s, mod, { age: 60 }))).toContain('이 조건에 맞는 댓글이 없습니다');
    s.pass(2 * 3_600_000);
    expect(seen(s, await queue(s, mod, { age: 60 }))).toContain('조건: 1시간 넘은 것');
  });
});
