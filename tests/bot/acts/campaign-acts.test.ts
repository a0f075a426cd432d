import { OverwriteType, PermissionFlagsBits } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { openDialects } from '../../store/dialects.js';
import { FLOOD, scene } from '../campaigns/scene.js';

const dialects = await openDialects();

describe.each(dialects)('$name: 되풀이된 글의 카드', (dialect) => {
  it('지운 만큼만 지웠다고 하고, 다시 지우면 되살린 인용도 지운다', async () => {
    const s = await scene(dialect);
    const { fake, mod, guild, channels } = s;
    const mine = s.bot.services.client.user.id;
    const quotes = (): number =>
      channels.flatMap((channel) => fake.messages(channel)).filter(({ author }) => author.id === mine).length;
    const posted = FLOOD.slice(0, 6).map((text) => s.post(text));
    await s.judged();
    const card = await fake.waitFor(() => s.campaignCards()[0], { what: 'a card', timeout: 60_000 });
    await s.says(card, '글 6개');
    // The first and the sixth comment are in the first channel.
    const deny = (permission: bigint): void => {
      guild.updateChannel(channels[0]!, {
        overwrites: [
          { id: guild.botRole.id, type: OverwriteType.Role, allow: '0', deny: permission.toString() },
        ],
      });
    };
    deny(PermissionFlagsBits.ManageMessages);
    await fake.click(mod, fake.message(card)!, '핵심 글 6개 삭제').answered;
    await s.says(card, '2개 삭제 실패: 권한 없음(메시지 관리) · 다시 시도 중');
    await s.says(card, '지울 글 6개 가운데 4개 지움');
    expect(fake.visibleText(fake.message(card)!)).not.toContain('삭제함');
    expect(posted.filter((one) => fake.message(one) !== undefined)).toHaveLength(2);
    const list = await fake.command(mod, s.log, 'campaigns', {}).reply();
    expect(fake.visibleText(list)).toContain('삭제 중…');
    await s.restart();
    deny(0n);
    await fake.click(mod, fake.message(card)!, '다시 시도').answered;
    await s.says(card, '지운 글 6개');
    await s.says(card, '**삭제함**');
    expect(posted.every((one) => fake.message(one) === undefined)).toBe(true);

    for (let round = 0; round < 2; round++) {
      await fake.click(mod, fake.message(card)!, '되돌리기').answered;
      await s.says(card, '되살린 글 6개');
      expect(quotes()).toBe(6);
      await s.restart();
      await fake.click(mod, fake.message(card)!, '핵심 글 6개 삭제').answered;
      await s.says(card, '**삭제함**');
      await s.until(() => Promise.resolve(quotes() === 0), 'no quotation');
    }
    expect(fake.violations).toEqual([]);
  }, 180_000);
});
