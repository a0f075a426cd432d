import { gunzipSync } from 'node:zlib';
import { Locale } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { isName } from '../../../src/bot/features/privacy/feature.js';
import { jsonFile } from '../../../src/bot/features/privacy/data.js';
import { scene, type Scene } from '../running/scene.js';

async function withFlag(s: Scene) {
  await s.bind();
  await s.store.servers.change(s.guild.id, { logChannelId: s.log.id });
  const message = await s.comment('대유 살려내라 비밀낱말');
  const card = await s.fake.waitFor(() => s.fake.messages(s.log)[0]);
  const [flag] = await s.store.flags.open(s.guild.id, 1);
  return { message, card, flag: flag! };
}

/** The JSON of the file under a reply. */
async function fileOf(reply: { attachments: readonly { url: string }[] }): Promise<Record<string, unknown>> {
  const bytes = await (await fetch(reply.attachments[0]!.url)).arrayBuffer();
  return JSON.parse(Buffer.from(bytes).toString()) as Record<string, unknown>;
}

describe('/privacy', () => {
  it('누구나 제 자료를 나만 보이게 받고, 단추로 지우면 아무것도 남지 않는다', async () => {
    const s = await scene();
    const { card } = await withFlag(s);
    const mine = s.fake.command(s.member, s.channel, 'privacy mine');
    const data = await fileOf(await mine.reply());
    expect(mine.ephemeral).toBe(true);
    expect(JSON.stringify(data)).toContain('비밀낱말');

    const asked = await s.fake.command(s.member, s.channel, 'privacy delete-mine').reply();
    expect(await s.store.flags.open(s.guild.id, 1)).toHaveLength(1);
    await s.fake.click(s.member, asked, '모두 지우기').answered;
    await s.says(asked, '지웠습니다');
    expect(await s.store.flags.open(s.guild.id, 1)).toHaveLength(0);
    await s.fake.waitFor(() => !s.fake.visibleText(card).includes('비밀낱말'));
    expect(JSON.stringify(await s.store.privacy.exportServer(s.guild.id))).not.toContain('비밀낱말');
    const after = await s.store.privacy.exportAuthor(s.guild.id, s.member.id);
    expect(after).toMatchObject({ messages: [], flags: [], cases: [] });
    expect(s.fake.violations).toEqual([]);
  });

  it('그만두면 지우지 않는다', async () => {
    const s = await scene();
    await withFlag(s);
    const asked = await s.fake.command(s.member, s.channel, 'privacy delete-mine').reply();
    await s.fake.click(s.member, asked, '취소').answered;
    await s.says(asked, '지우지 않았습니다');
    expect(await s.store.flags.open(s.guild.id, 1)).toHaveLength(1);
  });

  it('남의 자료와 서버의 자료는 관리자만', async () => {
    const s = await scene();
    await withFlag(s);
    for (const [name, options] of [
      ['privacy export', { user: s.member.id }],
      ['privacy delete', { user: s.member.id }],
      ['privacy export-server', {}],
    ] as const) {
      const refused = await s.fake.command(s.moderator, s.channel, name, options).reply();
      expect(s.fake.visibleText(refused), name).toContain('서버 관리자만');
    }
    const exported = await s.fake
      .command(s.manager, s.channel, 'privacy export', { user: s.member.id })
      .reply();
    expect(JSON.stringify(await fileOf(exported))).toContain('비밀낱말');
    const asked = await s.fake.command(s.manager, s.channel, 'privacy delete', { user: s.member.id }).reply();
    await s.fake.click(s.manager, asked, '모두 지우기').answered;
    await s.says(asked, '지웠습니다');
    expect(await s.store.privacy.exportAuthor(s.guild.id, s.member.id)).toMatchObject({ flags: [] });
  });

  it('서버의 자료는 이름을 적어야 지운다', async () => {
    const s = await scene();
    await withFlag(s);
    const opened = s.fake.command(s.manager, s.channel, 'privacy delete-server');
    await opened.modal();
    const wrong = await s.fake.submitModal(s.manager, opened, { name: '다른 신문' });
    expect(s.fake.visibleText(await wrong.reply())).toContain('[privacy/wrong-name]');
    expect(await s.store.channels.of(s.guild.id)).toHaveLength(1);

    const again = s.fake.command(s.manager, s.channel, 'privacy delete-server');
    await again.modal();
    const done = await s.fake.submitModal(s.manager, again, { name: ' 맞글  일보 ' });
    expect(s.fake.visibleText(await done.reply())).toContain('지웠습니다');
    expect(await s.store.channels.of(s.guild.id)).toEqual([]);
    expect(await s.store.articles.bound(s.guild.id)).toEqual([]);
    expect(await s.store.flags.open(s.guild.id, 1)).toEqual([]);
    expect((await s.store.servers.settings(s.guild.id)).logChannelId).toBeNull();
    // Nothing is bound any more: comments are let be.
    s.fake.post(s.channel, s.member, '대유 살려내라 또');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await s.store.flags.open(s.guild.id, 1)).toEqual([]);
  });

  it('무엇을 얼마 동안 두는지 말한다', async () => {
    const s = await scene();
    await s.store.servers.change(s.guild.id, { retentionDays: 12 });
    const about = await s.fake
      .command(s.member, s.channel, 'privacy about', {}, { locale: Locale.Korean })
      .reply();
    expect(s.fake.visibleText(about)).toContain('12일');
  });
});

describe('내려받는 파일', () => {
  it('큰 자료는 묶고, 묶어도 크면 말로 알린다', async () => {
    const data = {
      guildId: '1',
      flags: Array.from({ length: 900 }, (_, i) => ({ text: `댓글 ${i % 7}` })),
      none: undefined,
    };
    const plain = await jsonFile(data, 'x', 1e6);
    expect(plain.name).toBe('x.json');
    const kept = { guildId: data.guildId, flags: data.flags };
    expect(JSON.parse((plain.attachment as Buffer).toString())).toEqual(kept);
    const packed = await jsonFile(data, 'x', 5000);
    expect(packed.name).toBe('x.json.gz');
    expect(JSON.parse(gunzipSync(packed.attachment as Buffer).toString())).toEqual(kept);
    await expect(jsonFile(data, 'x', 10)).rejects.toMatchObject({ code: 'privacy/too-large' });
  });

  it.each([
    ['맞글 일보', '맞글 일보', true],
    [' 맞글  일보', '맞글 일보', true],
    ['맞글', '맞글 일보', false],
    ['', '', false],
  ])('이름 %s = %s: %s', (typed, name, same) => {
    expect(isName(typed, name)).toBe(same);
  });
});
