import { OverwriteType, PermissionFlagsBits } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { scene, type Scene } from '../running/scene.js';

const settled = (s: Scene) => s.store.servers.settings(s.guild.id);

async function panel(s: Scene) {
  const handle = s.fake.command(s.manager, s.channel, 'settings');
  return { handle, message: await handle.reply() };
}

describe('/settings', () => {
  it('나만 보이는 판에서 채널, 역할, 모드, 처리를 바꾸면 바로 저장된다', async () => {
    const s = await scene();
    const { handle, message } = await panel(s);
    expect(handle.ephemeral).toBe(true);
    expect(s.fake.visibleText(message)).toContain('⬜ `/settings`에서 **로그 채널**을 고릅니다');
    const role = s.guild.createRole({ name: '운영진' });

    await s.fake.select(s.manager, message, 'mg1:settings-log', [s.log.id]).answered;
    await s.says(message, '✅ `/settings`에서 **로그 채널**');
    await s.fake.select(s.manager, message, 'mg1:settings-roles', [role.id]).answered;
    await s.fake.select(s.manager, message, 'mg1:settings-mode', ['shadow']).answered;
    await s.fake.select(s.manager, message, 'mg1:settings-action', ['delete']).answered;
    await s.fake.click(s.manager, message, '댓글 가림: 끔').answered;
    await s.fake.waitFor(() => s.fake.buttons(message).some(({ label }) => label === '댓글 가림: 켬'));
    expect(await settled(s)).toMatchObject({
      logChannelId: s.log.id,
      moderatorRoleIds: [role.id],
      mode: 'shadow',
      action: 'delete',
      spoiler: true,
    });
    await s.fake.select(s.manager, message, 'mg1:settings-log', []).answered;
    await s.until(async () => (await settled(s)).logChannelId === null);
    expect(s.fake.violations).toEqual([]);
  });

  it('운영진은 열 수 없고, 권한을 잃은 사람의 단추는 듣지 않는다', async () => {
    const s = await scene();
    const { message } = await panel(s);
    expect(() => s.fake.command(s.moderator, s.channel, 'settings')).toThrow();
    s.guild.setRoles(s.manager, []);
    const pressed = s.fake.click(s.manager, message, '댓글 가림: 끔');
    await pressed.answered;
    expect(s.fake.visibleText(await pressed.followup(0))).toContain('서버 관리자만');
    expect((await settled(s)).spoiler).toBe(false);
  });

  it('수는 창에서 고치고, 틀린 것은 모두 한꺼번에 알려 준다', async () => {
    const s = await scene();
    const { message } = await panel(s);
    const opened = s.fake.click(s.manager, message, '기준과 기간');
    const modal = await opened.modal();
    expect(JSON.stringify(modal)).toContain('"value":"95"');
    const wrong = await s.fake.submitModal(s.manager, opened, {
      timeoutMinutes: '0',
      retentionDays: '열흘',
      least: '',
      precision: '90',
    });
    const told = s.fake.visibleText(await wrong.followup(0));
    expect(told).toContain('시간 제한(분)');
    expect(told).toContain('보관 기간(일)');
    expect((await settled(s)).gate.precision).toBe(0.95);

    const again = s.fake.click(s.manager, message, '기준과 기간');
    await again.modal();
    await s.fake.submitModal(s.manager, again, {
      timeoutMinutes: '1,440',
      retentionDays: '９０',
      least: '',
      precision: '97.5%',
    });
    await s.says(message, '시간 제한 1,440분 · 보관 90일');
    expect(await settled(s)).toMatchObject({
      timeoutMinutes: 1440,
      retentionDays: 90,
      gate: { least: 50, precision: 0.975 },
    });
    expect(s.fake.violations).toEqual([]);
  });

  it('곳마다 모드를 따로 정하고, 다른 서버의 곳은 건드리지 못한다', async () => {
    const s = await scene();
    await s.bind();
    const { message } = await panel(s);
    await s.fake.click(s.manager, message, '곳마다 다르게').answered;
    await s.says(message, '곳마다의 모드');
    await s.fake.select(s.manager, message, 'mg1:settings-place:0', [s.channel.id]).answered;
    const menu = `mg1:settings-place-mode:${s.channel.id}:0`;
    await s.fake.waitFor(() => s.fake.selects(message).some(({ customId }) => customId === menu));
    await s.fake.select(s.manager, message, menu, ['act']).answered;
    await s.says(message, '**자동**');
    expect((await s.store.channels.get(s.channel.id))?.mode).toBe('act');
    await s.fake.select(s.manager, message, menu, ['server']).answered;
    await s.until(async () => (await s.store.channels.get(s.channel.id))?.mode === null);

    await s.store.channels.unbind(s.channel.id, 'place-unbound', Date.now());
    await s.store.channels.bind({ channelId: s.channel.id, guildId: '42', articleId: null, at: 1 });
    const foreign = s.fake.select(s.manager, message, menu, ['off']);
    await foreign.answered;
    expect(s.fake.visibleText(await foreign.followup(0))).toContain('settings/place');
    expect((await s.store.channels.get(s.channel.id))?.mode).toBeNull();
  });

  it('로그 채널이 없어지거나 권한이 모자라면 말로 알려 준다', async () => {
    const s = await scene();
    await s.bind();
    await s.store.servers.change(s.guild.id, { logChannelId: s.log.id, mode: 'act', action: 'timeout' });
    s.guild.updateChannel(s.log, {
      overwrites: [
        {
          id: s.guild.botRole.id,
          type: OverwriteType.Role,
          allow: '0',
          deny: String(PermissionFlagsBits.SendMessages),
        },
      ],
    });
    await s.until(async () => s.fake.visibleText((await panel(s)).message).includes('메시지 보내기'));
    const text = s.fake.visibleText((await panel(s)).message);
    expect(text).toContain(`로그 채널 <#${s.log.id}>에서 맞글에게 권한이 모자랍니다: 메시지 보내기`);
    expect(text).toContain('자동으로 처리하지 않고 표시만');

    await s.store.servers.change(s.guild.id, { logChannelId: '4242', hiddenChannelId: '4243' });
    const { message } = await panel(s);
    expect(s.fake.visibleText(message)).toContain('로그 채널이 지워졌거나');
    expect(s.fake.visibleText(message)).toContain('숨긴 댓글 채널이 지워졌거나');
    expect(s.fake.violations).toEqual([]);
  });

  it('정확도 쪽은 근거마다 몇 건에 얼마나 맞았는지 말한다', async () => {
    const s = await scene();
    await s.bind();
    await s.store.servers.change(s.guild.id, { logChannelId: s.log.id });
    for (const i of [1, 2, 3]) await s.comment(`대유 살려내라 ${i}`);
    const flags = await s.store.flags.open(s.guild.id, 10);
    expect(flags).toHaveLength(3);
    for (const [i, { id }] of flags.entries())
      await s.bot.services.decider.decide({
        guildId: s.guild.id,
        flagId: id,
        decision: i === 0 ? 'keep' : 'delete',
        moderatorId: s.moderator.id,
      });
    const { message } = await panel(s);
    await s.fake.click(s.manager, message, '근거별 정확도').answered;
    const text = await s.says(message, '근거별 정확도');
    expect(text).toMatch(/소액주주·거래정지\*\* · 결정 3 \/ 50건, 66\.6% 맞음/);
  });
});
