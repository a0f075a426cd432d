import { type APIMessage, OverwriteType, PermissionFlagsBits } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import type { ChannelRecord } from '../../discord/fake/index.js';
import { openDialects } from '../../store/dialects.js';
import { scene as made, type Scene } from '../campaigns/scene.js';

const dialects = await openDialects();
const FOREIGN = '청운목재 거래정지 풀어라';
const HOUR = 3_600_000;

const scene = (dialect: (typeof dialects)[number]): Promise<Scene> =>
  made(dialect, { MATGEUL_CAMPAIGNS: 'off' });

/** Takes a permission from the bot in a channel, or gives it back. */
function deny({ guild }: Scene, channel: ChannelRecord, permission: bigint | null): void {
  guild.updateChannel(channel, {
    overwrites: [
      { id: guild.botRole.id, type: OverwriteType.Role, allow: '0', deny: (permission ?? 0n).toString() },
    ],
  });
}

/** Posts a comment that is flagged, and waits for its card. */
async function flagged(
  s: Scene,
  mark: string,
  channel = 0,
): Promise<{ comment: APIMessage; card: APIMessage }> {
  const comment = s.fake.post(s.channels[channel]!, s.people[0]!, `${FOREIGN} ${mark}`);
  const card = await s.until(
    () => Promise.resolve(s.cards(mark).find(({ components }) => (components?.length ?? 0) >= 2)),
    `the card of ${mark}`,
  );
  return { comment, card };
}

const shown = ({ fake }: Scene, card: APIMessage): string => fake.visibleText(fake.message(card)!);
const notices = (s: Scene): string[] =>
  s.cards('⚠️ 권한이 없어').map((message) => s.fake.visibleText(message));
/** Quotations and copies of a comment that stand in a channel. */
const quotes = (s: Scene, mark: string, channel = s.channels[0]!): APIMessage[] =>
  s.fake
    .messages(channel)
    .filter(
      (one) => one.author.id === s.bot.services.client.user.id && s.fake.visibleText(one).includes(mark),
    )
    .filter((one) => s.fake.visibleText(one).includes('⟦'));
/** Waits until the outbox has nothing that is due. */
const idle = (s: Scene): Promise<unknown> =>
  s.until(async () => {
    const due = await s.store.outbox.nextDue();
    return due === undefined || due > s.bot.services.now() + 1000;
  }, 'an idle outbox');

describe.each(dialects)('$name: 카드는 Discord보다 앞서지 않는다', (dialect) => {
  it('권한이 없으면 실패와 이유를 보이고, 채널마다 알리고, 다시 시도하면 지운다', async () => {
    const s = await scene(dialect);
    const { fake, mod, channels } = s;
    deny(s, channels[0]!, PermissionFlagsBits.ManageMessages);
    deny(s, channels[1]!, PermissionFlagsBits.ManageMessages);
    const [first, second] = [await flagged(s, '하나', 0), await flagged(s, '둘째', 1)];
    await fake.click(mod, first.card, '삭제').answered;
    await s.says(first.card, '삭제 실패: 권한 없음(메시지 관리) · 다시 시도 중');
    expect(shown(s, first.card)).not.toContain('삭제함');
    expect(fake.message(first.comment)).toBeDefined();
    await fake.click(mod, second.card, '삭제').answered;
    await s.says(second.card, '삭제 실패');
    await s.until(() => Promise.resolve(notices(s).length === 2), 'a notice for each channel');
    expect(notices(s).map((text) => channels.findIndex(({ id }) => text.includes(id)))).toEqual([0, 1]);
    const help = await fake.command(mod, s.log, 'help', {}).reply();
    expect(fake.visibleText(help)).toContain(`**댓글 삭제** 1건을 하지 못했습니다. <#${channels[0]!.id}>`);
    const cases = await fake.command(mod, s.log, 'case', { number: 1 }).reply();
    expect(fake.visibleText(cases)).toContain('삭제 실패: 권한 없음');

    // As often as it is tried: the card is edited for the first failure only.
    await idle(s);
    const edits = (): number =>
      fake.requests.filter(({ method, path }) => method === 'PATCH' && path.includes(first.card.id)).length;
    const before = edits();
    for (let i = 0; i < 4; i++) {
      s.pass(HOUR);
      s.bot.services.outbox.wake();
      await idle(s);
    }
    expect(edits()).toBe(before);
    await s.restart();
    expect(shown(s, first.card)).toContain('다시 시도 중');

    deny(s, channels[0]!, null);
    await fake.click(mod, fake.message(first.card)!, '다시 시도').answered;
    await s.says(first.card, '삭제함');
    expect(fake.message(first.comment)).toBeUndefined();
    expect(fake.buttons(fake.message(first.card)!).map(({ label }) => label)).not.toContain('다시 시도');
    expect(fake.violations).toEqual([]);
  });

  it('하루 뒤에 그만두면 그렇게 보이고, 다시 시도는 처음부터다', async () => {
    const s = await scene(dialect);
    const { fake, mod, channels } = s;
    deny(s, channels[0]!, PermissionFlagsBits.ManageMessages);
    const { comment, card } = await flagged(s, '하나');
    await fake.click(mod, card, '삭제').answered;
    await s.says(card, '다시 시도 중');
    s.pass(25 * HOUR);
    await s.until(() => Promise.resolve(!shown(s, card).includes('다시 시도 중')), 'giving up');
    expect(shown(s, card)).toContain('삭제 실패: 권한 없음(메시지 관리)');
    // Longer than the outbox keeps what is done.
    s.pass(9 * 24 * HOUR);
    await s.store.sweep(s.bot.services.now());
    await fake.click(s.other, fake.message(card)!, '다시 시도').answered;
    await s.says(card, '다시 시도 중');
    deny(s, channels[0]!, null);
    await fake.click(s.other, fake.message(card)!, '다시 시도').answered;
    await s.says(card, '삭제함');
    expect(fake.message(comment)).toBeUndefined();
    expect(fake.violations).toEqual([]);
  });

  it('되돌린 삭제는 권한이 생겨도 지우지 않고, 인용도 없다', async () => {
    const s = await scene(dialect);
    const { fake, mod, channels } = s;
    deny(s, channels[0]!, PermissionFlagsBits.ManageMessages);
    const { comment, card } = await flagged(s, '하나');
    await fake.click(mod, card, '삭제').answered;
    await s.says(card, '다시 시도 중');
    await fake.click(mod, fake.message(card)!, '되돌리기').answered;
    await s.until(async () => (await s.store.flags.open(s.guild.id, 9)).length === 1, 'the undoing');
    deny(s, channels[0]!, null);
    s.pass(HOUR);
    s.bot.services.outbox.wake();
    await s.until(() => Promise.resolve(!shown(s, card).includes('실패')), 'an open card');
    const [flag] = await s.store.flags.open(s.guild.id, 1);
    await s.until(async () => {
      const acts = await s.store.outbox.acts(s.guild.id, [`act:${flag!.id}`]);
      return acts.length === 2 && acts.every(({ state }) => state.kind === 'moot');
    }, 'nothing to do');
    expect(fake.message(comment)).toBeDefined();
    expect(quotes(s, '하나')).toEqual([]);
    const undone = await fake.command(mod, s.log, 'case', { number: 1 }).reply();
    expect(fake.visibleText(undone)).toContain('하기 전에 되돌림');
    // What the author does with it from now on is news.
    fake.delete(comment);
    await s.says(card, '댓글이 지워져 닫혔습니다');
    expect(fake.violations).toEqual([]);
  });
});

describe.each(dialects)('$name: 채널에 남은 것을 안다', (dialect) => {
  it('되돌렸다 다시 지우면 인용도 지워지고, 다시 되돌리면 인용은 하나다', async () => {
    const s = await scene(dialect);
    const { fake, mod } = s;
    const { comment, card } = await flagged(s, '하나');
    const click = async (label: string): Promise<void> => {
      await fake.click(mod, fake.message(card)!, label).answered;
    };
    const standing = (count: number): Promise<unknown> =>
      s.until(() => Promise.resolve(quotes(s, '하나').length === count), `${count} quotations`);
    for (let round = 0; round < 2; round++) {
      await click('삭제');
      await s.says(card, '삭제함');
      expect(fake.message(comment)).toBeUndefined();
      await standing(0);
      await s.restart();
      await click('되돌리기');
      await standing(1);
      await s.until(() =>
        Promise.resolve(fake.buttons(fake.message(card)!).some((one) => one.label === '유지')),
      );
    }
    // A quotation that a person deleted is as good as deleted.
    fake.delete(quotes(s, '하나')[0]!);
    await click('삭제');
    await s.says(card, '삭제함');
    await click('되돌리기');
    await standing(1);
    expect(fake.violations).toEqual([]);
  });

  it('숨긴 댓글의 옮긴 글은 하나뿐이고, 되살리면 거둔다', async () => {
    const s = await scene(dialect);
    const { fake, mod, log } = s;
    const { card } = await flagged(s, '하나');
    for (let round = 0; round < 2; round++) {
      const more = await fake.click(mod, fake.message(card)!, '더 보기').reply();
      await fake.click(mod, more, '숨김').answered;
      await s.until(() => Promise.resolve(quotes(s, '하나', log).length === 1), 'the copy');
      await s.says(card, '**숨김**');
      expect(quotes(s, '하나')).toEqual([]);
      await fake.click(mod, fake.message(card)!, '되돌리기').answered;
      await s.until(() => Promise.resolve(quotes(s, '하나', log).length === 0), 'no copy');
      expect(quotes(s, '하나')).toHaveLength(1);
    }
    expect(fake.violations).toEqual([]);
  });

  it('인용을 올리고 적기 전에 멈춰도, 다시 떠서 하나만 올리고 다음 삭제가 거둔다', async () => {
    const s = await scene(dialect);
    const { fake, mod, channels } = s;
    const { card } = await flagged(s, '하나');
    await fake.click(mod, card, '삭제').answered;
    await s.says(card, '삭제함');
    fake.faults.hangUp('after', {
      method: 'POST',
      path: new RegExp(`/channels/${channels[0]!.id}/messages$`),
    });
    await fake.click(mod, fake.message(card)!, '되돌리기').answered;
    await s.until(() => Promise.resolve(quotes(s, '하나').length > 0), 'a quotation');
    await s.restart();
    // The lease of the attempt that was cut off.
    s.pass(31_000);
    await s.until(() =>
      Promise.resolve(fake.buttons(fake.message(card)!).some((one) => one.label === '삭제')),
    );
    await idle(s);
    expect(quotes(s, '하나')).toHaveLength(1);
    await fake.click(mod, fake.message(card)!, '삭제').answered;
    await s.until(() => Promise.resolve(quotes(s, '하나').length === 0), 'no quotation');
    expect(fake.violations).toEqual([]);
  });
});
