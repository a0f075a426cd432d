import { describe, expect, it } from 'vitest';
import { scene, type Scene } from '../running/scene.js';

const off = async (s: Scene) => (await s.store.servers.settings(s.guild.id)).rulesOff;

describe('/rule', () => {
  it('목록에서 규칙집을 골라 통째로, 또 규칙마다 끄고 켠다', async () => {
    const s = await scene();
    const list = await s.fake.command(s.manager, s.channel, 'rule list').reply();
    expect(s.fake.visibleText(list)).toContain('🟢 **소액주주·거래정지** · 다른 주제 · 규칙 2');
    await s.fake.select(s.manager, list, 'mg1:rule-pack', ['halts']).answered;
    expect(await s.says(list, '`halts`')).toContain('🟢 **halt** `2` 거래 정지, 거래 재개');

    await s.fake.select(s.manager, list, 'mg1:rule-rules:halts', ['daeyu']).answered;
    await s.says(list, '⚫ **halt**');
    expect(await off(s)).toEqual(['halts/halt']);

    await s.fake.click(s.manager, list, '이 규칙집 끄기').answered;
    await s.says(list, '이 서버에서 끔');
    expect(await off(s)).toEqual(['halts/halt', 'halts']);
    await s.fake.click(s.manager, list, '이 규칙집 켜기').answered;
    await s.until(async () => (await off(s)).length === 1);
    expect(s.fake.violations).toEqual([]);
  });

  it('끈 규칙은 판정에 쓰이지 않는다', async () => {
    const s = await scene();
    await s.bind();
    const turned = await s.fake.command(s.manager, s.channel, 'rule off', { rule: 'halts/daeyu' }).reply();
    expect(s.fake.visibleText(turned)).toContain('소액주주·거래정지 › daeyu** · 이 서버에서 껐습니다');
    await s.comment('대유 살려내라');
    expect(await s.store.flags.open(s.guild.id, 5)).toHaveLength(0);
    await s.fake.command(s.manager, s.channel, 'rule on', { rule: 'halts/daeyu' }).reply();
    await s.comment('대유를 살려내라');
    expect(await s.store.flags.open(s.guild.id, 5)).toHaveLength(1);
  });

  it('운영진은 시험해 볼 수 있지만 켜고 끄지는 못한다', async () => {
    const s = await scene();
    await s.bind();
    const tested = await s.fake
      .command(s.moderator, s.channel, 'rule test', { text: '머유 **살려** @everyone' })
      .reply();
    const text = s.fake.visibleText(tested);
    expect(text).toMatch(/🔴 \*\*소액주주·거래정지\*\* `halts\/daeyu`.*무관 쪽/);
    expect(text).toContain('“머유” → 대유 (모양 바꿔 쓰기)');
    expect(text).toContain('\\*\\*살려\\*\\* \\@everyone');
    const refused = await s.fake.command(s.moderator, s.channel, 'rule off', { rule: 'halts' }).reply();
    expect(s.fake.visibleText(refused)).toContain('서버 관리자만');
    expect(await off(s)).toEqual([]);
  });

  it('기사가 없는 곳에서도 시험하고, 꺼진 규칙이 맞으면 꺼졌다고 한다', async () => {
    const s = await scene();
    await s.store.servers.change(s.guild.id, { rulesOff: ['tickets'] });
    const tested = await s.fake.command(s.moderator, s.channel, 'rule test', { text: '암표 팝니다' }).reply();
    const text = s.fake.visibleText(tested);
    expect(text).toContain('⚫ **암표 판매**');
    expect(text).toContain('이곳에 지정된 기사가 없어');
  });

  it('켤 것과 끌 것은 지금 그럴 수 있는 것만, 초성으로도 내놓는다', async () => {
    const s = await scene();
    await s.store.servers.change(s.guild.id, { rulesOff: ['tickets', 'halts/halt'] });
    const values = async (name: string, rule: string): Promise<unknown[]> =>
      (await s.fake.autocomplete(s.manager, s.channel, name, { rule }, 'rule').choices()).map(
        ({ value }) => value,
      );
    expect(await values('rule off', '')).toEqual(['halts', 'halts/daeyu']);
    expect(await values('rule off', 'ㅅㅇ')).toEqual(['halts', 'halts/daeyu']);
    expect(await values('rule on', '')).toEqual(['halts/halt', 'tickets']);
    expect(await values('rule on', 'ㅇㅍ')).toEqual(['tickets']);
  });

  it('없는 규칙, 이미 꺼진 규칙은 말로 알려 준다', async () => {
    const s = await scene();
    const tell = async (rule: string): Promise<string> =>
      s.fake.visibleText(await s.fake.command(s.manager, s.channel, 'rule off', { rule }).reply());
    expect(await tell('no-such')).toContain('[rule/unknown]');
    expect(await tell('halts/__proto__')).toContain('[rule/unknown]');
    expect(await tell('halts')).toContain('껐습니다');
    expect(await tell('halts')).toContain('[rule/is-off]');
    expect(await tell('halts/daeyu')).toContain('[rule/pack-off]');
  });
});
