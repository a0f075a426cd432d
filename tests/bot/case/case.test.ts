import type { APIMessage } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { type Decision } from '../../../src/moderation/index.js';
import { scene, type Scene } from '../moderation/scene.js';

/** Decides the first flag of the queue. */
async function decide(s: Scene, decision: Decision, moderator = s.mods[0]): Promise<number> {
  const [flag] = await s.open();
  const decided = await s.bot.services.decider.decide({
    guildId: s.guild.id,
    flagId: flag!.id,
    decision,
    moderatorId: moderator.id,
  });
  if ('refused' in decided) throw new Error(decided.refused);
  return decided.case.number;
}

async function press(s: Scene, message: APIMessage, button: string): Promise<APIMessage> {
  const before = JSON.stringify(s.fake.message(message)?.components);
  await s.fake.click(s.mods[1], message, button).answered;
  return s.fake.waitFor(() => {
    const now = s.fake.message(message);
    return JSON.stringify(now?.components) === before ? null : now;
  });
}

const labels = (s: Scene, message: APIMessage): string[] => s.fake.buttons(message).map(({ label }) => label);

describe('사례', () => {
  it('누가 언제 무엇을 왜 판정했는지, 무엇이 보였는지 보여 준다', async () => {
    const s = await scene();
    await s.comment('대유 **살려내라** <@1>');
    await decide(s, 'keep');
    const asked = s.fake.command(s.mods[1], s.log, 'case', { number: 1 });
    const text = s.fake.visibleText(await asked.reply());
    expect(asked.ephemeral).toBe(true);
    expect(text).toContain('사례 #1 · 유지함');
    expect(text).toContain(`<@${s.mods[0].id}>`);
    expect(text).toMatch(/<t:\d+:f> \(<t:\d+:R>\)/);
    expect(text).toContain('> 대유 \\*\\*살려내라\\*\\* \\<\\@1>');
    expect(text).toContain('**표시한 근거** 거래정지');
    expect(text).toContain('🔴 거래정지: “대유” +4.0');
    expect(s.fake.violations).toEqual([]);
  });

  it('번호 없이 쓰면 최근 것부터 보여 주고, 골라서 열고 돌아온다', async () => {
    const s = await scene();
    const empty = await s.fake.command(s.mods[1], s.log, 'case').reply();
    expect(s.fake.visibleText(empty)).toContain('아직 사례가 없습니다');
    for (let n = 1; n <= 12; n++) {
      s.pass(10);
      await s.comment(`대유 ${n}째`);
      await decide(s, n % 2 === 0 ? 'dismiss' : 'keep');
    }
    const list = await s.fake.command(s.mods[1], s.log, 'case').reply();
    const shown = s.fake.visibleText(list);
    expect(shown.match(/\*\*#\d+\*\*/g)).toEqual(Array.from({ length: 10 }, (_, i) => `**#${12 - i}**`));
    const [menu] = s.fake.selects(list);
    await s.fake.select(s.mods[1], list, menu!.customId, ['7']).answered;
    await s.fake.waitFor(() => s.fake.visibleText(list).includes('사례 #7 · 유지함'));
    expect(s.fake.visibleText(await press(s, list, '목록'))).toBe(shown);
    const choices = await s.fake.autocomplete(s.mods[1], s.log, 'case', { number: '1' }, 'number').choices();
    expect(choices.map(({ value }) => value)).toEqual([1, 12, 11, 10]);
    expect(s.fake.violations).toEqual([]);
  });

  it('서 있는 판정만 되돌릴 수 있고, 두 사례가 서로를 가리킨다', async () => {
    const s = await scene();
    await s.comment('대유 살려내라');
    await decide(s, 'keep');
    const page = await s.fake.command(s.mods[1], s.log, 'case', { number: 1 }).reply();
    expect(labels(s, page)).toEqual(['결정 되돌리기', '사유 적기', '목록', '댓글로 가기']);
    const undone = await press(s, page, '결정 되돌리기');
    expect(s.fake.visibleText(undone)).toContain('다시 대기열에 있습니다');
    expect(s.fake.visibleText(undone)).toContain('#2에서 되돌렸습니다');
    expect(labels(s, undone)).not.toContain('결정 되돌리기');
    expect(await s.open()).toHaveLength(1);
    const back = await s.fake.command(s.mods[1], s.log, 'case', { number: 2 }).reply();
    expect(s.fake.visibleText(back)).toContain('#1 결정을 되돌린 기록');
    expect(labels(s, back)).not.toContain('결정 되돌리기');
  });

  it('두 사람이 함께 열어 둔 되돌리기 단추는 한 번만 듣는다', async () => {
    const s = await scene();
    await s.comment('대유 살려내라');
    await decide(s, 'keep');
    const pages = await Promise.all(
      s.mods.map((mod) => s.fake.command(mod, s.log, 'case', { number: 1 }).reply()),
    );
    await s.fake.click(s.mods[0], pages[0]!, '결정 되돌리기').answered;
    await s.fake.waitFor(() => s.fake.visibleText(pages[0]!).includes('되돌렸습니다'));
    await decide(s, 'dismiss');
    const late = await press(s, pages[1]!, '결정 되돌리기');
    expect(s.fake.visibleText(late)).toContain('이미 되돌렸거나');
    expect((await s.store.cases.latest(s.guild.id, 9))[0]).toMatchObject({ number: 3, undoneBy: null });
  });

  it('사유를 적고, 고치고, 지운다', async () => {
    const s = await scene();
    await s.comment('대유 살려내라');
    await decide(s, 'keep');
    await s.fake.waitFor(() => s.fake.messages(s.log)[0]);
    const page = await s.fake.command(s.mods[1], s.log, 'case', { number: 1 }).reply();
    const opened = s.fake.click(s.mods[1], page, '사유 적기');
    await s.fake.submitModal(s.mods[1], opened, { why: '기사 속 회사 이야기' });
    await s.fake.waitFor(() => s.fake.visibleText(page).includes('기사 속 회사 이야기'));
    expect(s.fake.visibleText(page)).toContain('사유를 적었습니다');
    expect((await s.store.cases.get(s.guild.id, 1))?.why).toBe('기사 속 회사 이야기');
    // 카드에도 적힌다.
    await s.fake.waitFor(() =>
      s.fake.visibleText(s.fake.messages(s.log)[0]!).includes('기사 속 회사 이야기'),
    );
    const again = s.fake.click(s.mods[1], page, '사유 고치기');
    expect(JSON.stringify(await again.modal())).toContain('기사 속 회사 이야기');
    await s.fake.submitModal(s.mods[1], again, { why: '  ' });
    await s.fake.waitFor(() => s.fake.visibleText(page).includes('사유를 지웠습니다'));
    expect((await s.store.cases.get(s.guild.id, 1))?.why).toBeNull();
    expect(s.fake.violations).toEqual([]);
  });

  it('내용이 지워진 사례와 없는 번호도 말로 알린다', async () => {
    const s = await scene();
    await s.comment('대유 살려내라');
    await decide(s, 'keep');
    await s.store.privacy.deleteAuthor(s.guild.id, s.kim.id, Date.now());
    const page = await s.fake.command(s.mods[1], s.log, 'case', { number: 1 }).reply();
    expect(s.fake.visibleText(page)).not.toContain('살려내라');
    const none = await s.fake.command(s.mods[1], s.log, 'case', { number: 99 }).reply();
    expect(s.fake.visibleText(none)).toContain('99번 사례를 찾지 못했습니다');
  });
});
