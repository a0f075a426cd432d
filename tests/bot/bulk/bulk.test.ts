import { type APIMessage, type APIUser, OverwriteType, PermissionFlagsBits } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { openDialects } from '../../store/dialects.js';
import { scene as made, type Scene } from '../campaigns/scene.js';

const dialects = await openDialects();
const FOREIGN = '청운목재 거래정지 풀어라';

const scene = (dialect: (typeof dialects)[number]): Promise<Scene> =>
  made(dialect, { MATGEUL_CAMPAIGNS: 'off' });

/** Posts comments that are flagged under an article, and waits until their cards stand. */
async function flaggedOnes(
  s: Scene,
  count: number,
  { channel = 0, by = s.people[0]! } = {},
): Promise<APIMessage[]> {
  const comments = Array.from({ length: count }, (_, i) =>
    s.fake.post(s.channels[channel]!, by, `${FOREIGN} ${channel}-${i}번`),
  );
  await s.until(
    () =>
      Promise.resolve(s.cards(`${channel}-${count - 1}번`).length > 0 && s.cards(FOREIGN).length >= count),
    'the cards',
  );
  return comments;
}

/** A private message after a click, once the bot has changed it. */
async function press(s: Scene, by: APIUser, page: APIMessage, button: string): Promise<APIMessage> {
  const before = JSON.stringify(s.fake.message(page)?.components);
  await s.fake.click(by, page, button).answered;
  return s.fake.waitFor(() => {
    const now = s.fake.message(page);
    return JSON.stringify(now?.components) === before ? null : now;
  });
}

const shown = ({ fake }: Scene, page: APIMessage): string => fake.visibleText(fake.message(page) ?? page);
const bulkCard = (s: Scene): Promise<APIMessage> =>
  s.until(() => Promise.resolve(s.cards('한꺼번에 결정 ·')[0]), 'the card of the bulk');

describe.each(dialects)('$name: 한꺼번에 결정', (dialect) => {
  it('모아 보고, 미리 보고, 한 번 더 묻고 지우고, 못 지운 것을 말하고, 통째로 되돌린다; 봇이 다시 시작되어도', async () => {
    const s = await scene(dialect);
    const { fake, mod, other, channels } = s;
    const comments = [...(await flaggedOnes(s, 21)), ...(await flaggedOnes(s, 2, { channel: 1 }))];
    fake.post(channels[2]!, s.people[1]!, `${FOREIGN} 남의 글`);
    await s.until(() => Promise.resolve(s.cards('남의 글').length === 1));
    s.guild.updateChannel(channels[1]!, {
      overwrites: [
        {
          id: s.guild.botRole.id,
          type: OverwriteType.Role,
          allow: '0',
          deny: PermissionFlagsBits.ManageMessages.toString(),
        },
      ],
    });

    let page = await fake.command(mod, s.log, 'queue', { group: 'author' }).reply();
    expect(shown(s, page)).toMatch(/독자0 · 23건\n- 독자1 · 1건/);
    const author = s.store.privacy.authorHash(s.guild.id, s.people[0]!.id);
    await fake.select(mod, page, fake.selects(page)[0]!.customId, [author]).answered;
    page = await s.until(
      () => Promise.resolve(shown(s, page).includes('건**을') && fake.message(page)),
      'a preview',
    );
    expect(shown(s, page)).toContain('한꺼번에 결정 · 작성자 독자0');
    expect(shown(s, page)).toContain(
      `<#${channels[1]!.id}>에서는 봇에 **메시지 관리** 권한이 없어 2건을 지우지 못합니다`,
    );
    expect(shown(s, page).match(/번 — 거래정지 “청운목재”/g)).toHaveLength(5);

    // Meanwhile somebody decides one, and one comes.
    await fake.click(other, s.cards('0-3번')[0]!, '유지').answered;
    const late = fake.post(channels[0]!, s.people[0]!, `${FOREIGN} 뒤늦은 글`);
    await s.until(() => Promise.resolve(s.cards('뒤늦은 글').length === 1));
    await s.restart();
    page = await press(s, mod, page, '23건 모두 삭제');
    expect(shown(s, page)).toContain('댓글 22건을 정말 삭제할까요?');
    expect(shown(s, page)).toContain(
      '다른 분이 결정한 1건은 건드리지 않습니다 · 새로 온 1건은 들어 있지 않습니다',
    );
    page = await press(s, mod, page, '22건 모두 삭제');
    expect(shown(s, page)).toContain('한꺼번에 결정 · 22건');
    await s.restart();
    const card = await bulkCard(s);
    await s.says(card, '삭제함 20 / 22, 실패 2: 권한 없음(메시지 관리) · 다시 시도 중');
    expect(shown(s, card)).toContain('1건은 그사이 다른 분이 결정했거나 닫혀 건드리지 않았습니다');
    // A card keeps no name of a member.
    expect(shown(s, card)).not.toContain('독자0');
    const standing = (): number => comments.filter((one) => fake.message(one) !== undefined).length;
    expect(standing()).toBe(3);
    expect(fake.message(late)).toBeDefined();
    expect((await s.store.cases.latest(s.guild.id, 99)).length).toBe(23);
    // Each card says the same as the card of the whole.
    await s.says(s.cards('0-5번')[0]!, '삭제함');
    await s.says(s.cards('1-0번')[0]!, '삭제 실패: 권한 없음');

    s.guild.updateChannel(channels[1]!, { overwrites: [] });
    await fake.click(other, fake.message(card)!, '못 한 것 다시 시도').answered;
    await s.says(card, '삭제함 22 / 22');
    expect(standing()).toBe(1);
    // One by one somebody takes two back and decides one of them anew.
    await fake.click(other, s.cards('0-0번')[0]!, '되돌리기').answered;
    await s.until(
      () => Promise.resolve(fake.buttons(s.cards('0-0번')[0]!).some(({ label }) => label === '유지')),
      'an open card',
    );
    await fake.click(other, s.cards('0-0번')[0]!, '유지').answered;
    await s.until(async () => (await s.store.cases.latest(s.guild.id, 1))[0]?.decision === 'keep');

    await s.restart();
    const asked = await fake.click(mod, fake.message(card)!, '모두 되돌리기').reply();
    expect(shown(s, asked)).toContain('결정 22건을 정말 되돌릴까요?');
    const undone = await press(s, mod, asked, '모두 되돌리기');
    expect(shown(s, undone)).toContain('되돌');
    await s.says(card, '되돌림 21 / 21');
    expect(shown(s, card)).toContain('1건은 그 뒤에 다시 결정되어 되돌리지 않았습니다');
    await s.until(async () => (await s.store.flags.open(s.guild.id, 99)).length === 23, 'open flags');
    const quotes = fake.messages(channels[0]!).filter((one) => fake.visibleText(one).includes('⟦'));
    // 20 of 21 were deleted, of which one was taken back by itself.
    expect(quotes).toHaveLength(20);
    const queue = await press(s, mod, undone, '대기열로');
    expect(shown(s, queue)).toContain('남은 것 23');
    expect(fake.violations).toEqual([]);
  });

  it('둘이 함께 되돌려도 한 번이고, 늦은 사람에게는 누가 했는지 말한다', async () => {
    const s = await scene(dialect);
    const { fake, mod, other } = s;
    await flaggedOnes(s, 20);
    let page = await fake.command(mod, s.log, 'queue', { score: '50 이상' }).reply();
    expect(shown(s, page)).toContain('조건: 점수 50% 이상');
    page = await press(s, mod, page, '한꺼번에');
    let second = await fake.command(other, s.log, 'queue', {}).reply();
    second = await press(s, other, second, '한꺼번에');
    expect(shown(s, page)).toContain('**20건**을 한꺼번에 결정합니다');
    // Nothing is asked again where nothing is deleted.
    page = await press(s, mod, page, '20건 모두 유지');
    expect(shown(s, page)).toContain('유지함 20 / 20');
    await s.says(await bulkCard(s), '유지함 20 / 20');
    expect((await s.store.cases.accuracy(s.guild.id)).get('halts')).toEqual({ right: 0, wrong: 20 });
    second = await press(s, other, second, '20건 모두 유지');
    expect(shown(s, second)).toContain('그사이 모두 결정되었거나 닫혀');
    const card = await bulkCard(s);
    const clicks = [other, mod].map((by) => fake.click(by, card, '모두 되돌리기'));
    for (const click of clicks) expect(shown(s, await click.reply())).toContain('되돌림 20 / 20');
    const told = await s.until(() => Promise.resolve(clicks.flatMap(({ followups }) => followups)[0]));
    expect(shown(s, told)).toMatch(/↩️ <@\d+> 님이 <t:\d+:f>에 되돌렸습니다/);
    expect(await s.store.flags.open(s.guild.id, 99)).toHaveLength(20);
    expect(fake.violations).toEqual([]);
  });
});
