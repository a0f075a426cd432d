import { describe, expect, it } from 'vitest';
import { scene, type Scene } from './scene.js';

/** Decides 14 comments each way: enough for a first version. */
async function decide(s: Scene): Promise<void> {
  for (let i = 0; i < 28; i++)
    await s.comment(i % 2 === 0 ? `대유 살려내라 주주 ${i}` : `대유 뉴스 잘 봤습니다 ${i}`);
  for (const { id, content } of await s.store.flags.open(s.guild.id, 50))
    await s.bot.services.decider.decide({
      guildId: s.guild.id,
      flagId: id,
      decision: content?.text.includes('살려') === true ? 'delete' : 'keep',
      moderatorId: s.moderator.id,
    });
}

describe('/learning', () => {
  it('꺼져 있으면 어디서 켜는지, 모자라면 몇 건이 모자란지 말한다', async () => {
    const s = await scene();
    const status = async (): Promise<string> =>
      s.fake.visibleText(await s.fake.command(s.manager, s.channel, 'learning status').reply());
    expect(await status()).toContain('`/settings`에서 켜면');
    await s.store.servers.change(s.guild.id, { learning: true });
    expect(await status()).toContain('**25건** 더 필요합니다');
  });

  it('켜면 앞선 결정에서 배우고, 무엇을 배웠는지 보이고, 묻고 나서 지운다', async () => {
    const s = await scene();
    await s.bind();
    await decide(s);
    const settings = await s.fake.command(s.manager, s.channel, 'settings').reply();
    await s.fake.click(s.manager, settings, '결정에서 배우기: 끔').answered;
    await s.until(async () => (await s.store.classifiers.latest(s.guild.id)) !== undefined);
    const message = await s.fake.command(s.manager, s.channel, 'learning status').reply();
    expect(s.fake.visibleText(message)).toMatch(/\*\*버전 1\*\* · <t:\d+:f> · 결정 28건/);
    await s.fake.click(s.manager, message, '지금 학습').answered;
    await s.says(message, '**버전 2**', 30_000);

    await s.fake.click(s.manager, message, '배운 것 지우기').answered;
    await s.says(message, '배운 것을 지울까요?');
    expect(await s.store.classifiers.latest(s.guild.id)).toBeDefined();
    await s.fake.click(s.manager, message, '지우기').answered;
    await s.says(message, '모두 지웠습니다');
    expect(await s.store.classifiers.versions(s.guild.id)).toEqual([]);
    expect(s.fake.violations).toEqual([]);
  });

  it('한 사람의 자료를 지우면 거기서 배운 것도 지운다', async () => {
    const s = await scene();
    await s.bind();
    await s.store.servers.change(s.guild.id, { learning: true });
    await decide(s);
    await s.bot.services.learning.retrain(s.guild.id);
    expect(await s.store.classifiers.latest(s.guild.id)).toBeDefined();
    const asked = await s.fake.command(s.member, s.channel, 'privacy delete-mine').reply();
    await s.fake.click(s.member, asked, '모두 지우기').answered;
    await s.says(asked, '배운 것도 지웠고');
    await s.bot.services.learning.retrain(s.guild.id);
    expect(await s.store.classifiers.latest(s.guild.id)).toBeUndefined();
  });
});
