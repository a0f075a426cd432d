import { Locale } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { FOREIGN, story } from './scene.js';

describe('카드와 답의 말', () => {
  it('자료를 지워 달라고 한 사람의 카드는 그렇게 말하고, 감사 로그에는 운영자의 이름이 남는다', async () => {
    const s = await story();
    const { fake, channel, kim, mod } = s;
    fake.post(channel, kim, `${FOREIGN} 하나`);
    const first = await s.card('하나');
    await fake.click(mod, first, '삭제').answered;
    await s.says(first, '삭제함');
    expect(fake.byBot('message-deleted')[0]!.reason).toBe(
      // The first of the reasons is set without a click.
      `맞글 사례 #1 · 삭제함 · 결정 ${mod.global_name ?? mod.username} (${mod.id}) · 기사와 무관`,
    );
    fake.post(channel, kim, `${FOREIGN} 둘째`);
    const second = await s.card('둘째');
    const asked = await fake.command(kim, channel, 'privacy delete-mine', {}).reply();
    await fake.click(kim, asked, '모두 지우기').answered;
    await s.says(first, '작성자의 요청으로 내용을 지웠습니다');
    await s.says(second, '작성자가 자기 자료를 지워 달라고 해서 닫혔습니다');
    expect(fake.visibleText(fake.message(second)!)).not.toContain('보관 기간');
    const one = await fake.command(mod, s.log, 'case', { number: 1 }).reply();
    expect(fake.visibleText(one)).toContain('작성자의 요청으로');
    expect(fake.violations).toEqual([]);
  });

  it('다른 언어의 클라이언트는 서버의 언어로 답을 받는다', async () => {
    const s = await story();
    const { fake, guild, log, store } = s;
    const reader = guild.addMember('reader', { permissions: 8192n });
    expect(
      fake.visibleText(await fake.command(reader, log, 'queue', {}, { locale: Locale.Japanese }).reply()),
    ).toContain('대기열이 비었습니다');
    await store.servers.change(guild.id, { language: 'en' });
    expect(
      fake.visibleText(await fake.command(reader, log, 'queue', {}, { locale: Locale.Japanese }).reply()),
    ).toContain('The queue is empty');
    expect(fake.visibleText(await fake.command(s.mod, log, 'queue', {}).reply())).toContain(
      '대기열이 비었습니다',
    );
    expect(fake.violations).toEqual([]);
  });
});
