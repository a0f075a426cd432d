import { type APIMessage, type APIUser } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { openDialects } from '../../store/dialects.js';
import { scene as made, type Scene } from '../campaigns/scene.js';

const dialects = await openDialects();
const DAY_MS = 86_400_000;
const scene = (dialect: (typeof dialects)[number]): Promise<Scene> =>
  made(dialect, { MATGEUL_CAMPAIGNS: 'off' });

const shown = ({ fake }: Scene, message: APIMessage): string =>
  fake.visibleText(fake.message(message) ?? message);
const feedback = async (
  { store, guild }: Scene,
  patch: Partial<Awaited<ReturnType<Scene['store']['servers']['settings']>>['feedback']>,
): Promise<unknown> =>
  store.servers.change(guild.id, {
    feedback: { ...(await store.servers.settings(guild.id)).feedback, ...patch },
  });

/** Posts a comment that is flagged; returns it and its card. */
async function flagged(s: Scene, by: APIUser, text: string): Promise<[APIMessage, APIMessage]> {
  const comment = s.fake.post(s.channels[0]!, by, `청운목재 ${text}`);
  return [comment, await s.until(() => Promise.resolve(s.cards(text)[0]), 'the card')];
}

/** What stands in somebody's direct messages. */
const direct = (s: Scene, user: APIUser): APIMessage[] => s.fake.messages(s.fake.directChannel(user));
const letter = (s: Scene, user: APIUser, text: string): Promise<APIMessage> =>
  s.until(
    () => Promise.resolve(direct(s, user).find((one) => s.fake.visibleText(one).includes(text))),
    `the letter "${text}"`,
  );

describe.each(dialects)('$name: 사유, 알림과 이의', (dialect) => {
  it('사유와 함께 지우고, 작성자에게 한 번 알리고, 이의를 받아들이면 되돌린다; 봇이 다시 시작되어도', async () => {
    const s = await scene(dialect);
    const { fake, mod, other, people } = s;
    const [author, stranger] = people as [APIUser, APIUser];
    await feedback(s, { note: 'dm', noteText: '규칙은 공지를 보세요.' });
    const [comment, card] = await flagged(s, author, '힘내라 첫째');
    await fake.select(mod, card, fake.selects(card)[0]!.customId, ['1']).answered;
    await s.says(card, '삭제함');
    await s.says(card, '홍보·도배\n-# ✉️ 작성자에게 알렸습니다');
    expect(fake.message(comment)).toBeUndefined();
    expect(
      fake
        .effectsOf('message-deleted')
        .map(({ reason }) => reason ?? '')
        .join(),
    ).toContain('홍보·도배');
    const note = await letter(s, author, '댓글을 내렸습니다');
    expect(shown(s, note)).toContain('사유: **홍보·도배**\n규칙은 공지를 보세요.');
    expect(shown(s, note)).toContain('7일 안에');

    await s.restart();
    expect(direct(s, author)).toHaveLength(1);
    const opened = fake.click(author, note, '이의 제기');
    const sent = await fake.submitModal(author, opened, { text: '주주 모임 소식이라 기사와 관련 있어요' });
    expect(fake.visibleText(await sent.reply())).toContain('이의를 운영진에게 보냈습니다');
    const again = await fake.click(author, note, '이의 제기').reply();
    expect(fake.visibleText(again)).toContain('이미 이의를 제기하셨습니다');
    const appeal = await s.until(() => Promise.resolve(s.cards('이의 제기 · 사례 #1')[0]), 'the appeal');
    expect(shown(s, appeal)).toContain('주주 모임 소식이라');
    expect(shown(s, appeal)).toMatch(/#1 삭제함 · <@\d+> · <t:\d+:f> · 홍보·도배/);
    await s.restart();
    await fake.click(other, fake.message(appeal)!, '받아들이고 되돌리기').answered;
    await s.says(appeal, '받아들임');
    await letter(s, author, '이의를 받아들여 결정을 되돌렸습니다');
    await s.says(appeal, '✉️ 작성자에게 알렸습니다');
    await s.until(
      () =>
        Promise.resolve(
          fake.messages(s.channels[0]!).some((one) => fake.visibleText(one).includes('사례 #2')),
        ),
      'the quotation',
    );

    // Nobody but the poster, and not for ever.
    s.pass(DAY_MS);
    const [, second] = await flagged(s, author, '힘내라 둘째');
    await fake.click(mod, second, '삭제').answered;
    await s.says(second, '기사와 무관\n-# ✉️');
    const late = await s.until(
      () => Promise.resolve(direct(s, author).find((one) => shown(s, one).includes('둘째'))),
      'the second letter',
    );
    await feedback(s, { note: 'channel' });
    const [, third] = await flagged(s, stranger, '힘내라 셋째');
    await fake.click(mod, third, '삭제').answered;
    const line = await s.until(
      () =>
        Promise.resolve(
          fake.messages(s.channels[0]!).find((one) => fake.visibleText(one).includes('님의 댓글을 운영진이')),
        ),
      'the line',
    );
    expect(fake.visibleText(await fake.click(author, line, '이의 제기').reply())).toContain(
      '이의를 제기할 수 있는 결정이 아닙니다',
    );
    s.pass(8 * DAY_MS);
    expect(fake.visibleText(await fake.click(author, late, '이의 제기').reply())).toContain(
      '기간이 지났습니다',
    );
    expect(fake.violations).toEqual([]);
  });

  it('DM이 닫혀 있으면 카드에 말하고 다시 보내지 않으며, 받아들이지 않은 이의에는 이유를 알린다', async () => {
    const s = await scene(dialect);
    const { fake, mod, people, store, guild } = s;
    const [author] = people as [APIUser];
    await feedback(s, { note: 'dm' });
    fake.closeDirect(author);
    const [, first] = await flagged(s, author, '닫힌 사람');
    await fake.click(mod, first, '삭제').answered;
    await s.says(first, '작성자가 DM을 받지 않아 알리지 못했습니다');
    s.pass(DAY_MS / 2);
    await s.restart();
    expect(direct(s, author)).toEqual([]);
    fake.closeDirect(author, false);
    const [, second] = await flagged(s, author, '열린 사람');
    // The bot ends between sending and storing that it did.
    const inbox = fake.directChannel(author).id;
    fake.faults.hangUp('after', { method: 'POST', path: new RegExp(`/channels/${inbox}/messages$`) });
    await fake.click(mod, second, '삭제').answered;
    const note = await letter(s, author, '열린 사람');
    await s.restart();
    s.pass(31_000);
    await s.says(second, '작성자에게 알렸습니다');
    expect(direct(s, author)).toHaveLength(1);
    const [, third] = await flagged(s, author, '바로 다음 글');
    await fake.click(mod, third, '삭제').answered;
    await s.says(third, '조금 전에 다른 알림을 보내서');
    await fake.submitModal(author, fake.click(author, note, '이의 제기'), { text: '억울합니다' });
    const appeal = await s.until(() => Promise.resolve(s.cards('억울합니다')[0]), 'the appeal');
    const opened = fake.click(mod, appeal, '받아들이지 않기');
    await fake.submitModal(mod, opened, { text: '공지 3번을 보세요' });
    await s.says(appeal, '받아들이지 않음');
    const result = await letter(s, author, '결정을 그대로 두기로 했습니다');
    expect(shown(s, result)).toContain('> 공지 3번을 보세요');

    const own = (await store.privacy.exportAuthor(guild.id, author.id)) as { appeals: { text: string }[] };
    expect(own.appeals.map(({ text }) => text)).toEqual(['억울합니다']);
    expect((await store.privacy.deleteAuthor(guild.id, author.id, Date.now())).appeals).toBe(1);
    expect(await store.appeals.get(guild.id, 2)).toBeUndefined();
    expect(fake.violations).toEqual([]);
  });
});
