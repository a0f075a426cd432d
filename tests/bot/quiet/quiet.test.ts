import { PermissionFlagsBits } from 'discord-api-types/v10';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { getsCard, serverSettingsSchema } from '../../../src/moderation/index.js';
import { openDialects } from '../../store/dialects.js';
import { scene as made } from '../campaigns/scene.js';

describe('카드를 받는 점수', () => {
  const share = fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100);

  it('처음에는 모두 받고, 1이면 아무도 못 받고, 채널의 것이 서버의 것보다 앞선다', () => {
    fc.assert(
      fc.property(share, share, share, (server, place, score) => {
        expect(getsCard(serverSettingsSchema.parse({}), '1', score)).toBe(true);
        const settings = serverSettingsSchema.parse({ cardsFrom: server, cardsFromIn: { 7: place } });
        expect(getsCard(settings, '7', score)).toBe(place < 1 && score >= place);
        expect(getsCard(settings, '8', score)).toBe(server < 1 && score >= server);
      }),
    );
  });
});

const dialects = await openDialects();
const FOREIGN = '청운목재 거래정지 풀어라';

describe.each(dialects)('$name: 조용한 방식', (dialect) => {
  it('카드 없이 대기열에만 쌓이고, 채널마다 달리 하고, 다시 시작해도 그대로다', async () => {
    const s = await made(dialect, { MATGEUL_CAMPAIGNS: 'off' });
    const { fake, mod, channels } = s;
    const manager = s.guild.addMember('이국장', {
      permissions: PermissionFlagsBits.ManageGuild | PermissionFlagsBits.ManageMessages,
    });
    const told = async (by: typeof mod, given: Record<string, unknown>): Promise<string> => {
      const page = await fake.command(by, s.log, 'quiet', given as never).reply();
      return fake.visibleText(fake.message(page) ?? page);
    };
    const flags = async (count: number): Promise<unknown> =>
      s.until(
        async () => (await s.store.flags.count(s.guild.id, {}, Date.now())).open === count,
        `${count} open flags`,
      );

    expect(await told(mod, {})).toContain('서버: 표시마다 카드');
    expect(await told(mod, { score: 100 })).toContain('서버 관리');
    expect(await told(manager, { score: 100 })).toContain('서버: 카드 없음(대기열에만)');
    expect(await told(manager, { score: 10, channel: channels[1]!.id })).toContain(
      `<#${channels[1]!.id}>: 10점부터 카드`,
    );
    await s.restart();
    fake.post(channels[0]!, s.people[0]!, `${FOREIGN} 조용히`);
    fake.post(channels[1]!, s.people[1]!, `${FOREIGN} 여기는`);
    await flags(2);
    await s.until(() => Promise.resolve(s.cards('여기는').length === 1), 'the card of the other channel');
    expect(s.cards('조용히')).toHaveLength(0);
    // Nor does anything else that orders cards.
    const { flags: kept } = (await s.store.privacy.exportServer(s.guild.id)) as unknown as {
      flags: { id: string; channelId: string }[];
    };
    const silent = kept.find(({ channelId }) => channelId === channels[0]!.id)!.id;
    await s.store.outbox.add([
      {
        guildId: s.guild.id,
        partitionKey: silent,
        key: `card:${silent}:again`,
        effect: { kind: 'card', flagId: silent },
      },
    ]);
    await s.until(async () => (await s.store.outbox.backlog(Date.now())).waiting === 0, 'all effects done');
    expect(s.cards('조용히')).toHaveLength(0);
    const queue = await fake.command(mod, s.log, 'queue').reply();
    await s.until(
      () => Promise.resolve(fake.visibleText(fake.message(queue) ?? queue).includes('청운목재')),
      'it in the queue',
    );

    // The channel follows the server again.
    expect(await told(manager, { channel: channels[1]!.id })).not.toContain(`<#${channels[1]!.id}>`);
    expect(await told(manager, { score: 0 })).toContain('표시마다 카드');
    fake.post(channels[0]!, s.people[0]!, `${FOREIGN} 다시`);
    await s.until(() => Promise.resolve(s.cards('다시').length === 1), 'a card again');
  });
});
