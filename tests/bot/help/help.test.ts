import { ApplicationCommandOptionType, Locale } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { FEATURES } from '../../../src/bot/features.js';
import { COMMANDS } from '../../../src/wording/bot/help.js';
import { scene } from '../running/scene.js';

describe('/help', () => {
  it('운영진에게는 이 서버에서 다음에 할 일을, 누르면 되는 명령과 함께 말한다', async () => {
    const s = await scene();
    const help = async (): Promise<string> =>
      s.fake.visibleText(await s.fake.command(s.moderator, s.channel, 'help').reply());
    const first = await help();
    expect(first).toMatch(/⬜ <\/settings:\d+>에서 \*\*로그 채널\*\*/);
    expect(first).toMatch(/⬜ .*<\/article set:\d+>으로 \*\*기사를 지정\*\*/);
    await s.bind();
    await s.store.servers.change(s.guild.id, { logChannelId: s.log.id });
    await s.comment('대유 살려내라');
    const then = await help();
    expect(then).toContain('✅ 댓글이 달리는 채널');
    expect(then).toMatch(/기다리는 댓글이 \*\*1\*\*개 있습니다\. <\/queue:\d+>/);
    const [flag] = await s.store.flags.open(s.guild.id, 1);
    await s.bot.services.decider.decide({
      guildId: s.guild.id,
      flagId: flag!.id,
      decision: 'keep',
      moderatorId: s.moderator.id,
    });
    expect(await help()).toContain('잘 돌고 있습니다');
    expect(s.fake.violations).toEqual([]);
  });

  it('독자에게는 독자의 명령만, 쓰는 말로', async () => {
    const s = await scene();
    const handle = s.fake.command(s.member, s.channel, 'help', {}, { locale: Locale.EnglishUS });
    const text = s.fake.visibleText(await handle.reply());
    expect(handle.ephemeral).toBe(true);
    expect(text).toContain('People decide.');
    expect(text).toContain('</check:');
    expect(text).not.toContain('queue');
    expect(text).not.toMatch(/[가-힣]/);
  });

  it('메시지 내용을 못 읽으면 무엇이 그래도 되는지 말한다', async () => {
    const s = await scene({ privileged: { messageContent: false } });
    const text = s.fake.visibleText(await s.fake.command(s.manager, s.channel, 'help').reply());
    expect(text).toContain('메시지 내용 인텐트');
    expect(text).toContain('그대로 됩니다');
  });

  it('명령의 번호를 모르면 이름으로 적는다', async () => {
    const s = await scene();
    s.fake.faults.fail(500, 'before', { method: 'GET', path: /\/commands/, times: 10 });
    const text = s.fake.visibleText(await s.fake.command(s.moderator, s.channel, 'help').reply());
    expect(text).toContain('`/article set`');
  });

  it('말하는 명령은 모두 있는 명령이다', () => {
    const there = new Set(
      FEATURES.flatMap(({ commands = [] }) =>
        commands.flatMap(({ data: { name, options = [] } }) => [
          name,
          ...options
            .filter(({ type }) => type === ApplicationCommandOptionType.Subcommand)
            .map((one) => `${name} ${one.name}`),
        ]),
      ),
    );
    expect(COMMANDS.map(({ name }) => name).filter((name) => !there.has(name))).toEqual([]);
  });
});
