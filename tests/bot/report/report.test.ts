import { type APIMessage, type APIUser } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { openDialects } from '../../store/dialects.js';
import type { ChannelRecord } from '../../discord/fake/index.js';
import { scene as made, type Scene } from '../campaigns/scene.js';

const dialects = await openDialects();
const scene = (dialect: (typeof dialects)[number]): Promise<Scene> =>
  made(dialect, { MATGEUL_CAMPAIGNS: 'off' });

/** Reports a message by the menu; returns what the reporter is told. */
async function report(s: Scene, by: APIUser, channel: ChannelRecord, message: APIMessage): Promise<string> {
  return s.fake.visibleText(await s.fake.contextMenu(by, channel, 'Report as off topic', message).reply());
}

describe.each(dialects)('$name: 회원 신고', (dialect) => {
  it('한 글과 같은 글의 신고는 카드 하나이고, 함께 지우고 함께 되돌린다; 봇이 다시 시작되어도', async () => {
    const s = await scene(dialect);
    const { fake, mod, channels, people } = s;
    const [a, b, c, author, poster] = people as [APIUser, APIUser, APIUser, APIUser, APIUser];
    const [here, there] = channels as [ChannelRecord, ChannelRecord];
    const first = fake.post(here, author, '중고 노트북 싸게 팔아요 쪽지 주세요');
    const second = fake.post(there, poster, '중.고 노.트.북 싸게 팔아요!! 쪽지 주세요');
    expect(await report(s, a, here, first)).toContain('신고해 주셔서 고맙습니다');
    const card = await s.until(() => Promise.resolve(s.cards('신고된 글')[0]), 'the card');
    await s.says(card, '**신고** ×1\n-# 신고한 사람: 결과를 모르는 사람 1명');
    expect(await report(s, a, here, first)).toContain('이미 신고하신 글입니다');
    await report(s, b, here, first);
    await report(s, c, there, second);
    await s.says(card, '**신고** ×3 · 같은 글 2개 · 채널 2곳');
    expect(s.cards('신고된 글')).toHaveLength(1);
    for (const one of [a, b, c]) expect(JSON.stringify(fake.message(card))).not.toContain(one.id);

    await s.restart();
    await fake.click(mod, fake.message(card)!, '삭제').answered;
    await s.until(() => Promise.resolve(!fake.message(first) && !fake.message(second)), 'both deleted');
    await s.says(card, '삭제함');
    await s.says(card, '신고 1번 중 1번 맞음');
    const page = await fake.command(mod, s.log, 'stats').reply();
    expect(fake.visibleText(page)).toContain('회원 신고 **3** · 신고한 사람 3명 · 결정된 3번 중 3번 맞음');
    await fake.click(mod, fake.message(card)!, '되돌리기').answered;
    await s.until(
      () =>
        Promise.resolve(
          [here, there].every((channel) =>
            fake.messages(channel).some((one) => fake.visibleText(one).includes('사례 #')),
          ),
        ),
      'both restored',
    );
    await s.until(
      () => Promise.resolve(fake.buttons(card).some(({ label }) => label === '유지')),
      'an open card',
    );
    await fake.click(mod, fake.message(card)!, '유지').answered;
    await s.says(card, '신고 1번 중 0번 맞음');

    // Everything of a reporter goes with their data, what was decided stays.
    const { guild, store } = s;
    const own = (await store.privacy.exportAuthor(guild.id, a.id)) as { reports: { messageId: string }[] };
    expect(own.reports.map(({ messageId }) => messageId)).toEqual([first.id]);
    expect((await store.privacy.deleteAuthor(guild.id, a.id, Date.now())).reports).toBe(1);
    expect(await store.reports.counts(guild.id, 0)).toEqual({
      reports: 2,
      reporters: 2,
      right: 0,
      wrong: 2,
    });
    expect(fake.violations).toEqual([]);
  });

  it('표시된 글에는 신고가 더해지고, 받지 않는 신고는 이유를 말한다', async () => {
    const s = await scene(dialect);
    const { fake, mod, channels, people, guild, store } = s;
    const [a, b, author] = people as [APIUser, APIUser, APIUser];
    const here = channels[0]!;
    const flagged = fake.post(here, author, '청운목재 거래정지 풀어라');
    const card = await s.until(() => Promise.resolve(s.cards('청운목재')[0]), 'the card');
    await report(s, a, here, flagged);
    await s.says(card, '**신고** ×1');
    expect(fake.visibleText(fake.message(card)!)).toContain('글과 무관 · ');
    await fake.click(mod, fake.message(card)!, '유지').answered;
    await s.says(card, '신고 1번 중 0번 맞음');
    expect(await report(s, b, here, flagged)).toContain('이미 살펴보고 결정한 글');

    const plain = fake.post(here, author, '우산 챙기세요 내일도 온대요');
    expect(await report(s, author, here, plain)).toContain('내가 쓴 글입니다');
    expect(await report(s, a, s.log, fake.message(card)!)).toContain('봇이나 Discord가');
    const ofMod = fake.post(here, mod, '댓글은 기사에 맞게 써 주세요');
    expect(await report(s, a, here, ofMod)).toContain('운영진이 쓴 글은');
    const lounge = guild.createChannel('수다방');
    const chat = fake.post(lounge, author, '오늘 점심은 김치찌개 어떠세요 여러분');
    expect(await report(s, a, lounge, chat)).toContain('지정된 기사가 없어');

    const chief = guild.addMember('서버장', { permissions: 32n });
    let page = await fake.command(chief, s.log, 'settings').reply();
    const press = async (button: string, text: string): Promise<void> => {
      await fake.click(chief, page, button).answered;
      page = await s.until(() =>
        Promise.resolve(fake.visibleText(page).includes(text) && fake.message(page)),
      );
    };
    await press('회원 신고', '신고할 수 있는 역할');
    await fake.click(chief, page, '기사 없는 채널에서도: 끔').answered;
    await s.until(async () => (await store.servers.settings(guild.id)).reports.unbound);
    expect(await report(s, a, lounge, chat)).toContain('신고해 주셔서');
    await s.until(() => Promise.resolve(s.cards('판정 없음')[0]), 'the card');
    const opened = fake.click(chief, fake.message(page)!, '횟수 정하기');
    await fake.submitModal(chief, opened, { perPerson: '3', perServer: '4' });
    await s.until(async () => (await store.servers.settings(guild.id)).reports.perServer === 4);
    const more = [1, 2, 3].map((n) => fake.post(here, author, `다음 경기는 몇 시에 하나요 ${n}번 문의`));
    await report(s, a, here, more[0]!);
    expect(await report(s, a, here, more[1]!)).toMatch(/한 시간에 3번까지 .* \d+분 뒤에/);
    await report(s, b, here, more[1]!);
    expect(await report(s, b, here, more[2]!)).toContain('지금 이 서버에 신고가 많습니다');
    s.pass(3_600_000);
    expect(await report(s, b, here, more[2]!)).toContain('신고해 주셔서');

    const role = guild.createRole({ name: '신고단' });
    const menu = fake.selects(fake.message(page)!)[0]!.customId;
    await fake.select(chief, fake.message(page)!, menu, [role.id]).answered;
    await s.until(async () => (await store.servers.settings(guild.id)).reports.roleIds.length === 1);
    expect(await report(s, a, here, plain)).toContain('정해진 역할이 있는 분만');
    await fake.click(chief, fake.message(page)!, '신고 받기: 켬').answered;
    await s.until(async () => !(await store.servers.settings(guild.id)).reports.on);
    expect(await report(s, a, here, plain)).toContain('신고를 받지 않습니다');
    expect(fake.violations).toEqual([]);
  });
});
